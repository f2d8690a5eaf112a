"""Found a village from an archive."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from villages.importing import ImportRefusedError, import_village
from villages.importing.founding import MOST_GIGABYTES

WIDTH = 40


class Command(BaseCommand):
    """`import_village zavelberg-2026-11-28-101500.zip --host zavelberg.example.be`"""

    help = (
        "Found a village from an archive that export_village or remove_village wrote, here or elsewhere: pages, files, rows and"
        " people, in places of their own. All of it, or nothing. Nobody is mailed."
    )

    def add_arguments(self, parser: Any) -> None:
        """Take the archive, and what is other here."""
        parser.add_argument("archive", type=Path)
        parser.add_argument("--host", required=True, help="The village's own host here, like zavelberg.example.be.")
        parser.add_argument("--slug", default="", help="Its short name here; the archive's if left out.")
        parser.add_argument("--name", default="", help="What people call it here; as in the archive if left out.")
        parser.add_argument("--port", type=int, help="The port in its addresses; as in the archive if left out.")
        parser.add_argument(
            "--most-gigabytes", type=float, default=MOST_GIGABYTES, help="What the archive may unpack to."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import it.

        Raises:
            CommandError: the archive is torn, forged, too large or of another version, or the host or name is taken. Nothing was
                made.
        """
        try:
            founded = import_village(
                options["archive"],
                options["host"],
                slug=options["slug"],
                name=options["name"],
                port=options["port"],
                most_gigabytes=options["most_gigabytes"],
                progress=self._show if self.stdout.isatty() and options["verbosity"] else lambda what, done, of: None,
            )
        except ValidationError as error:
            raise CommandError(f"Nothing was made. {' '.join(error.messages)}") from error
        except (ImportRefusedError, OSError) as error:
            raise CommandError(f"Nothing was made. {error}") from error
        village = founded.village
        self.stdout.write(
            f"{village.name} ({village.slug}) lives at {village.site.root_url}/:"
            f" {founded.pages} pages, {founded.files} files, {founded.rows} rows."
        )

    def _show(self, what: str, done: int, of: int) -> None:
        """Let a bar grow."""
        filled = "█" * (WIDTH * done // max(of, 1))
        self.stdout.write(f"\r{filled:<{WIDTH}} {what} {done}/{of}", ending="\n" if done == of else "")
        self.stdout.flush()
