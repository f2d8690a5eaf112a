"""Putting what a calendar says into the agenda: new pages, changed ones, and those that are no longer in it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.calendars import event_uid
from agenda.incoming.events import Incoming, Reading
from agenda.incoming.reports import SILENT
from agenda.incoming.values import merge, put, values_of
from agenda.models import AgendaPage, CalendarSource, EventPage, ImportedEvent, Occurrence

_OWN_UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([a-z-]{2,10})@dorpsplein")


def _nobody(_done: int, _total: int) -> None:
    """Listen to how far it is."""


def apply(
    source: CalendarSource,
    reading: Reading,
    agenda: AgendaPage,
    now: dt.datetime,
    tell: Callable[[int, int], None] = _nobody,
) -> dict[str, Any]:
    """Make the agenda follow the calendar, event by event, and give the report (`agenda.incoming.reports` puts it in words).

    Each event is a transaction of its own: what one page refuses keeps no other one out, and nobody waits for a long list.
    `tell` hears how many events are done, of how many.
    """
    counts: Counter[str] = Counter()
    skipped = [(item.title, item.code) for item in reading.skipped if item.code not in SILENT]
    for number, incoming in enumerate(reading.events):
        tell(number, len(reading.events))
        try:
            with transaction.atomic():
                counts[_one(source, incoming, agenda)] += 1
        except ValidationError:
            skipped.append((str(incoming.facts["title"])[:80], "refused"))
    seen = {incoming.uid for incoming in reading.events} | {item.uid for item in reading.skipped}
    for known in source.events.filter(gone=False, event__isnull=False).exclude(uid__in=seen).select_related("event"):
        with transaction.atomic():
            counts["cancelled"] += _vanished(known, now)
    return {**counts, "skipped": skipped}


def _one(source: CalendarSource, incoming: Incoming, agenda: AgendaPage) -> str:
    if _is_our_own(incoming.uid):
        return "own"
    values = values_of(incoming, source)
    known = ImportedEvent.objects.filter(source=source, uid=incoming.uid).select_related("event").first()
    if known is None:
        page = EventPage(locale=agenda.locale, live=False, has_unpublished_changes=True)
        put(page, values)
        agenda.add_child(instance=page)
        revision = page.save_revision()
        if source.publish:
            revision.publish()
        ImportedEvent.objects.create(source=source, uid=incoming.uid, event=page, values=values)
        return "created"
    if known.event is None:
        return "thrown_away"
    if known.gone:
        values = {"cancelled_note": "", **values}
    changed = _follow(known.event, known.values, values)
    if known.values != values or known.gone:
        known.values, known.gone = values, False
        known.save()
    return "updated" if changed else "unchanged"


def _is_our_own(uid: str) -> bool:
    """Tell whether an event comes from this village's own agenda, by way of somebody's calendar."""
    match = _OWN_UID.fullmatch(uid)
    if match is None:
        return False
    pages = EventPage.objects.filter(translation_key=match[1]).select_related("locale")
    return any(event_uid(page) == uid for page in pages)


def _follow(page: EventPage, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Give a page what is new: what is online stays online, and a draft that somebody works on keeps her words."""
    draft = page.get_latest_revision_as_object()
    drafted = page.has_unpublished_changes
    changed = False
    if page.live:
        changed = merge(page, before, after)
        if changed:
            page.save_revision().publish()
    if drafted or not page.live:
        merged = merge(draft, before, after)
        if merged or (changed and drafted):
            draft.save_revision()
        changed = changed or merged
    return changed


def _vanished(known: ImportedEvent, now: dt.datetime) -> int:
    """Call off an event that is no longer in its calendar and still to come; 1 if that was done."""
    page = known.event
    assert page is not None
    if page.live and not Occurrence.objects.filter(event=page.pk).not_ended(now).exists():
        return 0
    note = _("It is no longer in the calendar of %(name)s.") % {"name": known.source.name}
    after = {**known.values, "cancelled": True, "cancelled_note": note[:250]}
    changed = _follow(page, {"cancelled": False, **known.values}, after)
    known.values, known.gone = after, True
    known.save()
    return int(changed)
