"""Remind the associations of the copy date."""

from typing import Any

from django.utils import timezone

from ingezonden.reminding import remind
from villages.commands import VillageCommand
from villages.models import Village


class Command(VillageCommand):
    """`remind_associations`: for every morning."""

    help = "Mail the associations 14 and 3 days before the copy date of an edition; nobody gets the same mail twice."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Mail them, and say how many."""
        self.stdout.write(f"{village.slug}: {remind(village, timezone.localdate())}")
