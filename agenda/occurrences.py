"""From the rule of an event to its rows in the table of occurrences."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from agenda.models import EventPage, Occurrence
from agenda.schedule import schedule

BEHIND = dt.timedelta(days=366)
HORIZON = dt.timedelta(days=731)


def rebuild(event: EventPage, now: dt.datetime | None = None) -> int:
    """Make the occurrences of an event anew, from a year back to two years ahead, and give how many there are.

    An event that is not live, or whose rule is not right, has none. `event` is the published state.
    """
    now = now or timezone.now()
    rule = event.saved_rule if event.live else None
    planned = schedule(rule, event.planned_changes(), now - BEHIND, now + HORIZON) if rule else []
    made = [Occurrence.of(event, plan) for plan in planned]
    agenda_pk = _agenda_pk(event) if made else None
    for occurrence in made:
        occurrence.agenda_id = agenda_pk
    with transaction.atomic():
        remove(event)
        Occurrence.objects.bulk_create(made, batch_size=500)
    return len(made)


def remove(event: EventPage) -> None:
    """Take an event's occurrences away."""
    Occurrence.objects.filter(event=event).delete()


def _agenda_pk(event: EventPage) -> int:
    return Page.objects.values_list("pk", flat=True).get(path=event.path[: -Page.steplen])
