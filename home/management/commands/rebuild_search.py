"""Makes the entries of the search anew: after an upgrade that changes how words are compared, or when in doubt."""

from typing import Any

from home.searching.indexing import rebuild
from villages.commands import VillageCommand
from villages.models import Village


class Command(VillageCommand):
    """Make a village's search entries anew, of everything that is public today."""

    help = "Makes what the search looks through anew, in each village or in those named with --village."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Make them anew, and say how many there are."""
        self.stdout.write(f"{village.slug}: {rebuild()}")
