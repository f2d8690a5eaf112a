"""Make the table of occurrences anew; run it every night, so that it always looks two years ahead."""

from typing import Any

from agenda.models import EventPage
from agenda.rebuilding import rebuild_all
from villages.commands import VillageCommand
from villages.models import Village

WIDTH = 40


class Command(VillageCommand):
    """Rebuild the occurrences of all events, village by village."""

    help = "Makes the occurrences of each village's events anew, from 400 days back to 2 years ahead."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Rebuild this village's, with a bar that grows on a terminal."""
        events = EventPage.objects.count()
        occurrences = 0
        for done, (_event, made) in enumerate(rebuild_all(), start=1):
            occurrences += made
            if self.stdout.isatty() and options["verbosity"]:
                filled = "█" * (WIDTH * done // events)
                self.stdout.write(f"\r{filled:<{WIDTH}} {done}/{events}", ending="")
                self.stdout.flush()
        if options["verbosity"]:
            lead = "\n" if self.stdout.isatty() and events else ""
            self.stdout.write(f"{lead}{village.slug}: {events} events, {occurrences} occurrences.")
