"""Making the table of occurrences true to the events' rules."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaPage, CalendarStamp, EventPage, Occurrence

DAYS_BACK, DAYS_AHEAD = 400, 731


def horizon(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Give the window in which occurrences are kept around `now` (aware): 400 days back, 2 years ahead."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - dt.timedelta(days=DAYS_BACK), midnight + dt.timedelta(days=DAYS_AHEAD)


def rebuild(event: EventPage, now: dt.datetime | None = None) -> int:
    """Replace an event's occurrences by those of its rule and changes; none if it is not live. Give how many."""
    begin, end = horizon(now or timezone.now())
    agenda = event.get_parent().pk if event.live else None
    made = [event.occurrence(planned) for planned in event.planned(begin, end)] if agenda else []
    for occurrence in made:
        occurrence.agenda_id = agenda
    with transaction.atomic():
        Occurrence.objects.filter(event=event.pk).delete()
        Occurrence.objects.bulk_create(made, batch_size=500)
    return len(made)


def rebuild_all(now: dt.datetime | None = None) -> Iterator[tuple[EventPage, int]]:
    """Rebuild the occurrences of all events that are visible, giving each event with its number as it is done."""
    for event in EventPage.objects.order_by("path").iterator(chunk_size=200):
        yield event, rebuild(event, now)


def stamp(agenda: int, now: dt.datetime | None = None) -> None:
    """Write down that something in an agenda (by its page id) changed at `now`."""
    if AgendaPage.objects.filter(pk=agenda).exists():
        CalendarStamp.objects.update_or_create(agenda_id=agenda, defaults={"changed_at": now or timezone.now()})
