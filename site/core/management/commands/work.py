"""The worker: tasks that take long, and regular work."""

import logging
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from core.chores import run_due
from core.tasks import backends_of_workers, take_up_stalled

LOOK_SECONDS = 20.0  # how often it looks for regular work that is due
AGAIN_SECONDS = 2.0  # after the database did not answer
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """`manage.py work` goes on until it is stopped; `--once` does what is due now: a line for cron."""

    help = "Does the tasks that web processes leave to a worker, and the regular work that is due. Run as many as you like."

    def add_arguments(self, parser: Any) -> None:
        """Take how often tasks are looked for."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")
        parser.add_argument("--interval", type=float, default=0.5, help="Seconds between looks for tasks (0.5).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work. A database that goes away is waited for."""
        if options["once"]:
            take_up_stalled()
            failed = [f"{chore.name}: {chore.failure}" for chore in run_due() if chore.failure]
            for alias in backends_of_workers():
                _worker(alias, 0, batch=True).run()
            for line in failed:
                self.stderr.write(line)
            return
        clock = threading.Thread(target=_forever, args=(_regular_work, LOOK_SECONDS), daemon=True, name="regular work")
        clock.start()
        aliases = backends_of_workers()
        if not aliases:
            clock.join()
            return
        for alias in aliases[1:]:
            extra = _worker(alias, options["interval"])
            threading.Thread(target=_forever, args=(extra.run, 0.0), daemon=True, name=alias).start()
        worker = _worker(aliases[0], options["interval"])
        worker.configure_signals()
        _forever(worker.run, 0.0, worker)


def _worker(alias: str, interval: float, *, batch: bool = False) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name=alias,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _regular_work() -> None:
    take_up_stalled()
    run_due()


def _forever(work: Any, pause: float, worker: Worker | None = None) -> None:
    """Do something again and again, also when the database was away; a worker that was told to stop ends it."""
    while worker is None or worker.running:
        try:
            work()
        except (DatabaseError, InterfaceError) as error:
            log.error("The database does not answer; trying again: %s", error)
            connections.close_all()
            time.sleep(AGAIN_SECONDS)
        close_old_connections()
        if pause:
            time.sleep(pause)
