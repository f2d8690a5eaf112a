"""Events as an iCalendar file (RFC 5545) that Google Calendar, Apple Calendar and Thunderbird take.

Plain data in, bytes out; folding, escaping and line ends are the `icalendar` package's.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from agenda.recurrence import BRUSSELS, Frequency, Pause, Rule
from agenda.recurrence_text import PAUSE_PROPERTY, excluded_days, rrule_value
from agenda.schedule import Change, Status

if TYPE_CHECKING:  # imported where a calendar is written: pages do without its memory
    from icalendar import Event

PRODUCT_ID = "-//Dorpsplein//Agenda//NL"
# The event's own fields as JSON, from which another instance reads again what DESCRIPTION runs together.
FACTS_PROPERTY = "X-DORPSPLEIN-FACTS"
CONTENT_TYPE = "text/calendar; charset=utf-8"

# The rule of the European Union since 1996 (directive 2000/84/EC), written as calendar programs expect it.
_BRUSSELS_TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


class Prefix(StrEnum):
    """The word before the title of what is called off, per language: some programs hide STATUS."""

    nl = "Afgelast"
    fr = "Annulé"
    en = "Cancelled"
    de = "Abgesagt"


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """What an iCalendar file tells about one event.

    `uid` stays the same for as long as the event lives, `sequence` never falls. `modified` is aware. `description`
    already holds the sentence; `changes` concern single occurrences; `facts` are the fields that were put together in
    title, description, place and contact.
    """

    uid: str
    rule: Rule
    title: str
    modified: dt.datetime
    sequence: int = 0
    description: str = ""
    place: str = ""
    url: str = ""
    contact: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False
    changes: tuple[Change, ...] = ()
    language: str = "nl"
    facts: Mapping[str, str | bool] = field(default_factory=dict)


def calendar_file(events: Iterable[CalendarEvent], name: str, *, url: str = "", refresh_hours: int = 6) -> bytes:
    """Give a calendar of events under a name, UTF-8 with CRLF line ends, lines folded at 75 octets."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("x-wr-timezone", "Europe/Brussels")
    if url:
        calendar.add("source", url, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", dt.timedelta(hours=refresh_hours), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{refresh_hours}H")
    calendar.add_component(Timezone.from_ical(_BRUSSELS_TIMEZONE))
    for event in events:
        for component in _components(event):
            calendar.add_component(component)
    return calendar.to_ical()


def _components(event: CalendarEvent) -> list[Event]:
    rule = event.rule
    changes = [change for change in event.changes if rule.days(change.day, change.day)]
    if rule.frequency is Frequency.ONCE:
        return [_once(event, changes[-1]) if changes else _master(event)]
    return [_master(event), *(_change(event, change) for change in changes)]


def _common(event: CalendarEvent, change: Change | None) -> Event:
    from icalendar import Event, vCategory

    component = Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.modified.astimezone(dt.UTC))
    component.add("last-modified", event.modified.astimezone(dt.UTC))
    component.add("sequence", event.sequence)
    cancelled = event.cancelled or (change is not None and change.status is Status.CANCELLED)
    title = f"{Prefix[event.language].value}: {event.title}" if cancelled else event.title
    component.add("summary", title)
    component.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    note = change.note if change else ""
    component.add("description", "\n\n".join(part for part in (note, event.description) if part))
    if place := (change.place if change and change.place else event.place):
        component.add("location", place)
    if event.url:
        component.add("url", event.url)
    if event.contact:
        component.add("contact", event.contact)
    if event.categories:
        component.add("categories", vCategory(list(event.categories)))
    return component


def _add_times(component: Event, rule: Rule, day: dt.date) -> None:
    component.add("dtstart", _stamp(rule, day))
    if rule.start is None:
        component.add("dtend", day + dt.timedelta(days=rule.nights + 1))
    elif rule.end is not None:
        component.add("dtend", dt.datetime.combine(day + dt.timedelta(days=rule.nights), rule.end, BRUSSELS))


def _stamp(rule: Rule, day: dt.date) -> dt.date:
    return day if rule.start is None else dt.datetime.combine(day, rule.start, BRUSSELS)


def _master(event: CalendarEvent) -> Event:
    from icalendar import vRecur

    rule = event.rule
    component = _common(event, None)
    _add_times(component, rule, rule.day)
    if pattern := rrule_value(rule):
        component.add("rrule", vRecur.from_ical(pattern))
    if excluded := excluded_days(rule):
        component.add("exdate", [_stamp(rule, day) for day in excluded])
    if rule.extra:
        component.add("rdate", [_stamp(rule, day) for day in rule.extra])
    for pause in rule.pauses:
        component.add(PAUSE_PROPERTY, _pause(pause))
    _add_facts(component, event, {})
    return component


def _add_facts(component: Event, event: CalendarEvent, more: Mapping[str, str]) -> None:
    if event.facts:
        facts = {"title": event.title, **event.facts, **more}
        component.add(FACTS_PROPERTY, json.dumps(facts, ensure_ascii=False, sort_keys=True))


def _once(event: CalendarEvent, change: Change) -> Event:
    component = _occurrence(event, change, event.rule.day)
    _add_facts(component, event, {"note": change.note, "other_place": change.place})
    return component


def _pause(pause: Pause) -> str:
    return f"{pause.first:%Y%m%d}/{pause.last:%Y%m%d}"


def _occurrence(event: CalendarEvent, change: Change, day: dt.date) -> Event:
    component = _common(event, change)
    planned = change.applied_to(event.rule, day)
    if planned.all_day:
        component.add("dtstart", planned.starts_at.date())
        component.add("dtend", planned.ends_at.date())
    else:
        component.add("dtstart", planned.starts_at)
        if planned.ends_at > planned.starts_at:
            component.add("dtend", planned.ends_at)
    return component


def _change(event: CalendarEvent, change: Change) -> Event:
    component = _occurrence(event, change, change.day)
    component.add("recurrence-id", _stamp(event.rule, change.day))
    return component
