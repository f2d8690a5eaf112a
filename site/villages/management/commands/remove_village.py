"""Remove a village, after exporting it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from villages.commands import village_named
from villages.exporting import ExportError
from villages.removing import NotEmptyError, remove_village
from villages.scope import every_village


class Command(BaseCommand):
    """`remove_village zavelberg --yes`"""

    help = "Export a village to one archive, read that back, then remove everything of it: rows, files, accounts."

    def add_arguments(self, parser: Any) -> None:
        """Take the village, the consent, and where the archive goes."""
        parser.add_argument("slug", help="The village's short name.")
        parser.add_argument("--yes", action="store_true", help="Without it nothing is removed.")
        parser.add_argument("--to", type=Path, help="The archive, or a folder for it; var/exports without it.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and remove.

        Raises:
            CommandError: the village is unknown, `--yes` is missing, or something went wrong. Nothing was removed.
        """
        village = village_named(options["slug"])
        name, address = village.name, village.site.root_url
        if not options["yes"]:
            raise CommandError(
                f"This removes {name} ({address}): all pages, photos, papers and accounts. Nothing was removed."
                " Say --yes if you mean it; an archive of everything is made first."
            )
        with every_village():
            try:
                archive = remove_village(village, options["to"])
            except (ExportError, NotEmptyError, OSError) as error:
                raise CommandError(f"Nothing was removed. {error}") from error
        self.stdout.write(
            f"{name} is gone. {archive.pages} pages, {archive.files} files, {archive.rows} rows are in {archive.path}"
        )
