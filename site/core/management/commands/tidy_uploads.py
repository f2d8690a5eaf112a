"""Remove uploads that no row names."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand

from core.tidying import stray_uploads, tidy_uploads


class Command(BaseCommand):
    """What a process left that died in the middle of an upload, or of removing one."""

    help = "Removes uploads that neither a row nor a draft names and that are older than a day."

    def add_arguments(self, parser: Any) -> None:
        """Take how old they must be."""
        parser.add_argument("--hours", type=float, default=24.0, help="How old a file must be (24).")
        parser.add_argument("--dry-run", action="store_true", help="Name them; remove nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them, and name each."""
        grace = dt.timedelta(hours=options["hours"])
        names = list(stray_uploads(grace)) if options["dry_run"] else tidy_uploads(grace)
        for name in names:
            self.stdout.write(name)
