"""From the rule of an event to its rows in the table of occurrences."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agenda.models import EventPage, Occurrence
from agenda.models.events import occurrence_fields
from agenda.schedule import schedule

BEHIND = dt.timedelta(days=366)
HORIZON = dt.timedelta(days=731)


def rebuild(event: EventPage, now: dt.datetime | None = None) -> int:
    """Make the occurrences of an event anew, from a year back to two years ahead, and give how many there are.

    An event that is not live, or whose rule is not right, has none. `event` is the published state.
    """
    now = now or timezone.now()
    rule = event.known_rule if event.live else None
    planned = schedule(rule, event.planned_changes(), now - BEHIND, now + HORIZON) if rule else []
    with transaction.atomic():
        Occurrence.objects.filter(event=event).delete()
        Occurrence.objects.bulk_create(
            [Occurrence(event=event, **occurrence_fields(plan)) for plan in planned], batch_size=500
        )
    return len(planned)


def remove(event: EventPage) -> None:
    """Take an event's occurrences away."""
    Occurrence.objects.filter(event=event).delete()
