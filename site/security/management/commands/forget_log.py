"""Forget what is long ago: rows of the log, addresses in it before that, counts of failures; run it every night."""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from security.models import LogRow
from villages.commands import VillageCommand
from villages.models import Village
from villages.scope import every_village

KEPT_DAYS = 365
ADDRESS_DAYS = 30  # for which it says from where: long enough to look into a break-in
ATTEMPT_DAYS = 1


class Command(VillageCommand):
    """`forget_log`"""

    help = f"Forgets rows of the log after {KEPT_DAYS} days, and the addresses in them after {ADDRESS_DAYS}."

    def add_arguments(self, parser: Any) -> None:
        """Take the number of days, too."""
        super().add_arguments(parser)
        parser.add_argument(
            "--days", type=int, default=KEPT_DAYS, help=f"How long rows are kept; {KEPT_DAYS} without it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it in each village; if none was named, also with the platform's rows and those of what is gone."""
        days, everything = options["days"], not options["village"]
        super().handle(*args, **options)
        if everything:
            with every_village():
                forget(days)

    def handle_village(self, village: Village, **options: Any) -> None:
        """Forget this village's."""
        number = forget(options["days"])
        if number and options["verbosity"]:
            self.stdout.write(f"{village.slug}: {number} rows of the log forgotten.")


def forget(days: int) -> int:
    """Forget what is older, of what is in sight; gives how many rows of the log."""
    now = timezone.now()
    long_ago = now - dt.timedelta(days=days)
    number: int = LogRow.objects.filter(at__lt=long_ago).delete()[0]
    number += PageLogEntry.objects.filter(timestamp__lt=long_ago).delete()[0]
    number += ModelLogEntry.objects.filter(timestamp__lt=long_ago).delete()[0]
    LogRow.objects.filter(at__lt=now - dt.timedelta(days=ADDRESS_DAYS)).update(address=None)
    AccessAttempt.objects.filter(attempt_time__lt=now - dt.timedelta(days=ATTEMPT_DAYS)).delete()
    return number
