"""Making the table of occurrences true to the events' rules."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from agenda.models import CalendarStamp, EventPage, Occurrence
from agenda.schedule import schedule

DAYS_BACK, DAYS_AHEAD = 400, 731


def horizon(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Give the window in which occurrences are kept around `now` (aware): 400 days back, 2 years ahead."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - dt.timedelta(days=DAYS_BACK), midnight + dt.timedelta(days=DAYS_AHEAD)


def rebuild(event: EventPage, now: dt.datetime | None = None) -> int:
    """Make the occurrences of an event anew and give how many there are.

    An event that is not live, or whose rule is not right, has none. `event` is the published state.
    """
    rule = event.saved_rule if event.live else None
    planned = schedule(rule, event.planned_changes(), *horizon(now or timezone.now())) if rule else []
    made = [Occurrence.of(event, plan) for plan in planned]
    if made:
        agenda = agenda_key(event)
        for occurrence in made:
            occurrence.agenda_id = agenda
    with transaction.atomic():
        remove(event)
        Occurrence.objects.bulk_create(made, batch_size=500)
    return len(made)


def remove(event: EventPage) -> None:
    """Take an event's occurrences away."""
    Occurrence.objects.filter(event=event.pk).delete()


def agenda_key(event: EventPage) -> int:
    """Give the page id of the agenda that an event is in."""
    return Page.objects.values_list("pk", flat=True).get(path=event.path[: -Page.steplen])


def rebuild_all(now: dt.datetime | None = None) -> Iterator[tuple[EventPage, int]]:
    """Rebuild the occurrences of all events that are visible, giving each event with its number as it is done."""
    events = EventPage.objects.order_by("path").prefetch_related("changes")
    for event in events.iterator(chunk_size=200):
        yield event, rebuild(event, now)


def stamp(agenda: int, now: dt.datetime | None = None) -> None:
    """Write down that something in an agenda (by its page id) came or changed at `now`."""
    CalendarStamp.objects.update_or_create(agenda_id=agenda, defaults={"changed_at": now or timezone.now()})


def stamp_gone(agenda: int) -> None:
    """Write down that something in an agenda went; an agenda that is going itself gets no new stamp."""
    CalendarStamp.objects.filter(agenda=agenda).update(changed_at=timezone.now())
