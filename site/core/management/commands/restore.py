"""Restore a backup of the whole instance, or see whether one is good."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backups.databases import BackupError
from core.backups.restoring import check, restore


class Command(BaseCommand):
    """`restore ARCHIVE --yes` with the site's processes stopped; `restore ARCHIVE --check` at any time."""

    help = "Puts a backup in the place of this instance, after proving it in a scratch database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """Take the archive and the key."""
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="The file with the secret key of an encrypted archive.")
        parser.add_argument("--check", action="store_true", help="Prove it in a scratch database; change nothing.")
        parser.add_argument("--yes", action="store_true", help="Replace what is here.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: the archive is damaged, or nobody said yes.
        """
        if not options["check"] and not options["yes"]:
            raise CommandError(
                "This replaces the database. Stop the site's processes, then say --yes; --check changes nothing."
            )
        try:
            contents = (check if options["check"] else restore)(options["archive"], options["identity"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in contents.tables.values())
        what = "is good" if options["check"] else "is restored"
        self.stdout.write(
            f"{options['archive'].name} of {contents.made_at} {what}: {rows} rows, {len(contents.files)} files."
        )
