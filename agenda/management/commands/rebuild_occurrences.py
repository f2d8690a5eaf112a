"""`manage.py rebuild_occurrences`: every occurrence made anew; run daily, it keeps two years ahead filled."""

from typing import Any

from django.core.management.base import BaseCommand

from agenda.models import EventPage, Occurrence
from agenda.occurrences import rebuild
from villages.scope import every_village

BAR = 40  # characters


class Command(BaseCommand):
    """Make the occurrences of all published events anew."""

    help = "Make the occurrences of all published events anew, from a year back to two years ahead."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild event by event, with a bar where somebody watches."""
        # Over the wall: the table is kept filled for all villages at once.
        with every_village():
            events = EventPage.objects.live().prefetch_related("changes").order_by("pk")
            number, made = events.count(), 0
            Occurrence.objects.filter(event__live=False).delete()
            for done, event in enumerate(events.iterator(chunk_size=200), start=1):
                made += rebuild(event)
                self._show(done, number)
        self.stdout.write(f"{made} occurrences of {number} events.")

    def _show(self, done: int, number: int) -> None:
        if self.stdout.isatty():
            filled = BAR * done // number
            self.stdout.write(f"\r{'#' * filled}{'.' * (BAR - filled)} {done}/{number}", ending="\n" * (done == number))
