"""Forget the addresses of those who never came; run it every night."""

import datetime as dt
from typing import Any

from django.utils import timezone

from villages.commands import VillageCommand
from villages.models import Invitation, Village

KEPT_DAYS = 30  # after an invitation's term: time to see that it expired and to send it again


class Command(VillageCommand):
    """`forget_invitations`"""

    help = f"Forgets invitations that nobody accepted, {KEPT_DAYS} days after their term."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Forget this village's."""
        long_ago = timezone.now() - dt.timedelta(days=KEPT_DAYS)
        number, _by_model = Invitation.objects.filter(accepted_at=None, expires_at__lt=long_ago).delete()
        if number and options["verbosity"]:
            self.stdout.write(f"{village.slug}: {number} invitations forgotten.")
