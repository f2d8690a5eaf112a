"""Tasks that a worker takes from the database, and those whose worker died."""

import datetime as dt
import logging

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

STALLED = dt.timedelta(minutes=15)  # longer than any task takes that can't be begun again beside itself
MOST_TRIES = 3
log = logging.getLogger(__name__)


def backends_of_workers() -> list[str]:
    """Give the names of the task backends whose tasks a worker does."""
    return [name for name, backend in settings.TASKS.items() if backend["BACKEND"].startswith("django_tasks_db.")]


def take_up_stalled() -> int:
    """Put tasks back whose worker has been silent for long, and give how many; one that was tried three times is given up.

    A task of this product may be begun again at any moment: a letter is sent once, a paper is printed anew.
    """
    silent = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - STALLED)
    number = 0
    for task in silent:
        mine = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at)
        if len(task.worker_ids) >= MOST_TRIES:
            log.error("Task %s was begun %s times and never ended", task.task_path, len(task.worker_ids))
            mine.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="Its worker died.")
        else:
            number += mine.update(status=TaskResultStatus.READY)
    return number
