"""Erase what was sent in long ago."""

from typing import Any

from django.utils import timezone

from ingezonden.networks import forget_networks
from ingezonden.retention import erase_old
from villages.commands import VillageCommand
from villages.models import Village


class Command(VillageCommand):
    """`erase_old_copy`: for every night."""

    help = "Erase the personal data of what was sent in and did not go into the paper, 90 days after it was decided on."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Erase, and say how many."""
        forget_networks(timezone.now())
        self.stdout.write(f"{village.slug}: {erase_old(timezone.now())}")
