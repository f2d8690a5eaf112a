"""Make the table of occurrences anew; run it every night, so that it always looks two years ahead."""

from typing import Any

from django.core.management.base import BaseCommand

from agenda.models import EventPage
from agenda.rebuilding import rebuild_all

WIDTH = 40


class Command(BaseCommand):
    """Rebuild the occurrences of all events."""

    help = "Makes the occurrences of all events anew, from 400 days back to 2 years ahead."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, with a bar that grows on a terminal."""
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
            self.stdout.write(f"{lead}{events} events, {occurrences} occurrences.")
