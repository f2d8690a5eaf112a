"""Look at the associations' calendars; run it every hour."""

from typing import Any

from django.db.models import Q

from agenda.incoming.running import look
from agenda.models import CalendarSource
from villages.commands import VillageCommand
from villages.models import Village


class Command(VillageCommand):
    """`import_calendars [--village zavelberg]`"""

    help = "Takes over what changed in the calendars of associations that villages follow."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Look at each of the village's calendars that has an address, or that somebody asked for and nobody looked at.

        One that fails says so in the admin.
        """
        due = (Q(active=True) & ~Q(url="")) | Q(asked_at__isnull=False)
        for source in CalendarSource.objects.filter(due).select_related("village"):
            look(source)
            if options["verbosity"]:
                self.stdout.write(f"{village.slug}: {source.name}: {source.result}")
