"""Write a village to an archive."""

from pathlib import Path
from typing import Any

from villages.commands import VillageCommand
from villages.exporting import export_village
from villages.models import Village


class Command(VillageCommand):
    """`export_village --village zavelberg`"""

    help = (
        "Write each village to an archive of its own: pages in all languages, rows, files, addresses. Nothing changes."
    )

    def add_arguments(self, parser: Any) -> None:
        """Take the villages, and where the archives go."""
        super().add_arguments(parser)
        parser.add_argument("--to", type=Path, help="A folder; var/exports without it.")

    def handle_village(self, village: Village, **options: Any) -> None:
        """Export this village."""
        archive = export_village(village, options["to"])
        self.stdout.write(
            f"{village.name}: {archive.pages} pages, {archive.files} files, {archive.rows} rows in {archive.path}"
        )
