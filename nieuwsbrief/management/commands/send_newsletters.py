"""Send the week's agenda on its day, and go on with what was interrupted."""

import datetime as dt
from typing import Any

from django.utils import timezone

from nieuwsbrief.letters import has_agenda, letter_of
from nieuwsbrief.models import Mailing, Subscriber
from nieuwsbrief.sending import LEASE, plan_mailings, send
from villages.commands import VillageCommand
from villages.models import Village

SENDING_WEEKDAY = 4  # Friday, for the week that begins on the Monday after it


class Command(VillageCommand):
    """`send_newsletters`: for every hour."""

    help = "Send what is still to be sent, and on Fridays the agenda of the next week; nobody gets the same mail twice."

    def add_arguments(self, parser: Any) -> None:
        """Take the patience with other runners, too."""
        super().add_arguments(parser)
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="After how many seconds without a word another runner is taken for dead.",
        )

    def handle_village(self, village: Village, **options: Any) -> None:
        """Plan this week's mail where it is time, send all that waits, forget who never confirmed."""
        today = timezone.localdate()
        Subscriber.objects.never_confirmed(timezone.now()).delete()
        monday = today + dt.timedelta(days=7 - today.weekday())
        if today.weekday() == SENDING_WEEKDAY and has_agenda(village, monday):
            plan_mailings(village, Mailing.Kind.AGENDA, monday)
        for mailing in Mailing.objects.filter(finished_at__isnull=True).order_by("pk"):
            letter_of(mailing, village)  # what cannot be written fails here, before anybody's turn
            number = send(mailing, village, lease=dt.timedelta(seconds=options["lease"]))
            self.stdout.write(f"{village.slug}: {mailing}: {number}")
