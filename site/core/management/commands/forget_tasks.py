"""Forget tasks that were done long ago."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

KEPT = dt.timedelta(days=14)


class Command(BaseCommand):
    """Drop what the database holds of finished tasks, those that failed included, two weeks after they ended."""

    help = "Forgets tasks that ended more than two weeks ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Drop them."""
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
