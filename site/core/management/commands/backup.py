"""Write a backup of the whole instance."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.backups.archive import write
from core.backups.databases import BackupError
from core.backups.restoring import check


class Command(BaseCommand):
    """`backup --to /mnt/disk`: the site may go on meanwhile."""

    help = "Writes database and uploads to one archive and proves it in a scratch database. The site may be in use."

    def add_arguments(self, parser: Any) -> None:
        """Take where it goes, and the key."""
        parser.add_argument("--to", type=Path, help="A folder (BACKUP_TO without it, else var/backups).")
        parser.add_argument("--recipient", default=None, help="An age public key (age1…); BACKUP_RECIPIENT without it.")
        parser.add_argument("--keep", type=int, default=None, help="How many archives stay there (BACKUP_KEEP, 14).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, prove it, and remove the oldest beyond the number that is kept.

        Raises:
            CommandError: it could not be made, or is not what it should be.
        """
        folder: Path = options["to"] or settings.BACKUP_TO or Path(settings.VAR) / "backups"
        recipient = settings.BACKUP_RECIPIENT if options["recipient"] is None else options["recipient"]
        ending = ".zip.age" if recipient else ".zip"
        path = folder / f"dorpsplein-{timezone.localtime():%Y-%m-%d-%H%M%S}{ending}"
        try:
            contents = write(path, recipient)
            if not recipient:
                check(path)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        rows = sum(table["rows"] for table in contents.tables.values())
        self.stdout.write(f"{path}: {rows} rows, {len(contents.files)} files.")
        if contents.missing:
            self.stderr.write(
                f"{len(contents.missing)} uploads are named and nowhere: {', '.join(contents.missing[:5])}"
            )
        keep = options["keep"] or settings.BACKUP_KEEP
        for old in sorted([*folder.glob("dorpsplein-*.zip"), *folder.glob("dorpsplein-*.zip.age")], key=_moment)[
            :-keep
        ]:
            old.unlink()


def _moment(path: Path) -> str:
    return path.name.split(".")[0]
