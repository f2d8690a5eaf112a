"""Reading an iCalendar file (RFC 5545) of others; whatever stands in it, this ends soon and takes only what an agenda needs."""

import datetime as dt
import json
import re
import time
from collections import defaultdict
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agenda.calendar_file import FACTS_PROPERTY, Prefix
from agenda.categories import Category, category_named
from agenda.descriptions import clean_html, from_elsewhere
from agenda.incoming.events import Incoming, Reading, Skipped, SkippedError, UnreadableError
from agenda.incoming.rules import DAYS_AHEAD, DAYS_BACK, Component, Times, begin_of, check_parsed, local, times_of
from agenda.recurrence import BRUSSELS, Frequency, Rule, RuleError, at_wall_clock
from agenda.schedule import Change, Status, schedule
from core.telephone import validate_phone

MAX_LINES = 60_000
MAX_EVENTS = 2_000  # in the file
MAX_TAKEN = 400  # that are still to come
TOTAL_SECONDS = 15
LENGTHS = {
    "title": 200,
    "place_name": 200,
    "address": 250,
    "price": 150,
    "contact_name": 120,
    "contact_phone": 25,
    "contact_email": 200,
    "cancelled_note": 250,
}
SWITCHES = ("wheelchair", "hearing_loop", "bring_someone")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_NOT_PUBLIC = {"PRIVATE", "CONFIDENTIAL"}


def read_calendar(data: bytes, now: dt.datetime) -> Reading:
    """Give the events in a file that are still to come at `now` (aware) or were held in the last month.

    Raises:
        UnreadableError: "no_calendar", "too_long" (lines or events), "slow".
    """
    until = time.monotonic() + TOTAL_SECONDS
    reading = Reading()
    for uid, components in _by_uid(data).items():
        if time.monotonic() > until:
            raise UnreadableError("slow")
        masters = [component for component in components if "RECURRENCE-ID" not in component]
        try:
            if len(reading.events) >= MAX_TAKEN:
                raise SkippedError("too_many_events")
            reading.events.append(_event(uid, masters, components, now))
        except SkippedError as skipped:
            title = _line((masters or components)[0], "SUMMARY", 80)
            reading.skipped.append(Skipped(uid, title, skipped.code))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
            # The parser hands on what it could not read as plain text or lists, where a value of some type is due.
            title = _line((masters or components)[0], "SUMMARY", 80)
            reading.skipped.append(Skipped(uid, title, "malformed"))
    return reading


def _by_uid(data: bytes) -> dict[str, list[Component]]:
    from icalendar import Calendar  # here: web processes that read no calendar do without its memory

    if data.count(b"\n") + data.count(b"\r") > 2 * MAX_LINES or data.upper().count(b"BEGIN:VEVENT") > MAX_EVENTS:
        raise UnreadableError("too_long")
    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except Exception as error:  # noqa: BLE001  (a parser of others, on hostile input: whatever it raises means the same)
        raise UnreadableError("no_calendar") from error
    found: dict[str, list[Component]] = defaultdict(list)
    for calendar in calendars:
        if calendar.name != "VCALENDAR":
            raise UnreadableError("no_calendar")
        for component in calendar.walk("VEVENT"):
            found[_uid(component)].append(component)
    if not calendars:
        raise UnreadableError("no_calendar")
    return found


def _uid(component: Component) -> str:
    uid = _line(component, "UID", 2_000)
    if not uid:
        begin = component.get("DTSTART")
        uid = f"{_line(component, 'SUMMARY', 200)}|{begin.to_ical().decode() if hasattr(begin, 'to_ical') else ''}"
    return uid if len(uid) <= 250 else sha256(uid.encode()).hexdigest()


def _event(uid: str, masters: list[Component], components: list[Component], now: dt.datetime) -> Incoming:
    if any(_line(component, "CLASS", 20).upper() in _NOT_PUBLIC for component in components):
        raise SkippedError("private")
    for component in components:
        check_parsed(component)
    # Somebody who was asked along to one time of a series has that time alone in her calendar.
    master = max(masters or components[:1], key=lambda component: _number(component, "SEQUENCE"))
    facts = _facts(master)
    if not facts["title"]:
        raise SkippedError("untitled")
    today = now.astimezone(BRUSSELS).date()
    times = times_of(master, today)
    overrides = [component for component in components if "RECURRENCE-ID" in component] if masters else []
    changes = {change.day: change for change in (*times.changes, *_own_note(master, times))}
    for override in overrides:
        change = _change(override, master, times.rule)
        if change is not None:
            changes[change.day] = change
    facts["cancelled"] = _cancelled(master)
    planned = (times.rule, changes.values(), now - dt.timedelta(days=DAYS_BACK), now + dt.timedelta(days=DAYS_AHEAD))
    try:
        if not schedule(*planned):
            raise SkippedError("past")
    except RuleError as error:
        raise SkippedError("too_many") from error
    ordered = tuple(changes[day] for day in sorted(changes))
    return Incoming(uid=uid, facts=facts, rule=times.rule, changes=ordered, expanded=times.expanded)


def _facts(component: Component) -> dict[str, str | bool]:
    place, _comma, address = _line(component, "LOCATION", 450).partition(",")
    found: dict[str, str | bool] = {
        "title": _title(component),
        "description": from_elsewhere(_text(component, "DESCRIPTION")),
        "place_name": place.strip()[: LENGTHS["place_name"]],
        "address": address.strip()[: LENGTHS["address"]],
    }
    for name in _categories(component):
        if category := category_named(name.casefold()):
            found["category"] = category
    return found | _own_facts(component)


def _own_facts(component: Component) -> dict[str, str | bool]:
    """Give the fields that another Dorpsplein wrote down one by one; nothing of it is trusted to be as we write it."""
    facts = _json(component)
    found: dict[str, str | bool] = {
        name: _CONTROL.sub("", facts[name]).strip()[:length]
        for name, length in LENGTHS.items()
        if isinstance(facts.get(name), str)
    }
    found |= {name: facts[name] for name in SWITCHES if isinstance(facts.get(name), bool)}
    if isinstance(facts.get("description"), str):
        found["description"] = clean_html(_CONTROL.sub("", facts["description"]))
    if facts.get("category") in Category.values:
        found["category"] = facts["category"]
    for name, check in (("contact_phone", validate_phone), ("contact_email", validate_email)):
        try:
            if found.get(name):
                check(str(found[name]))
        except ValidationError:
            del found[name]
    return {name: value for name, value in found.items() if value != "" or name not in ("title", "place_name")}


def _json(component: Component) -> dict[str, Any]:
    try:
        facts = json.loads(str(component.get(FACTS_PROPERTY, "{}"))[:60_000])
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _own_note(master: Component, times: Times) -> tuple[Change, ...]:
    """Give the note to a single event, which has no override to carry it."""
    facts = _json(master)
    note, place = (str(facts.get(name) or "")[:length] for name, length in (("note", 250), ("other_place", 200)))
    single = times.rule.frequency is Frequency.ONCE
    return (Change(day=times.rule.day, note=note, place=place),) if single and (note or place) else ()


def _change(override: Component, master: Component, rule: Rule) -> Change | None:
    slot = override["RECURRENCE-ID"].dt
    day = local(slot).date()
    if not rule.days(day, day):
        return None
    status = Status.CANCELLED if _cancelled(override) else Status.SCHEDULED
    moved: dict[str, Any] = {}
    if status is Status.SCHEDULED:
        moved = _moved(override, rule, day)
        status = Status.MOVED if moved else status
    place = _line(override, "LOCATION", 200)
    change = Change(
        day=day,
        status=status,
        note=_note(override, master),
        place="" if place == _line(master, "LOCATION", 200) else place,
        **moved,
    )
    return None if change == Change(day=day) else change


def _moved(override: Component, rule: Rule, day: dt.date) -> dict[str, Any]:
    begin = begin_of(override)
    start = local(begin)
    clock = start.time() if isinstance(begin, dt.datetime) else None
    moved: dict[str, Any] = {}
    if start.date() != day:
        moved["new_day"] = start.date()
    if clock is not None and clock != rule.start:
        moved["new_start"] = clock
    end = getattr(override.get("DTEND"), "dt", None)
    if isinstance(end, dt.datetime) and local(end) > start:
        as_long = Change(day=day, status=Status.MOVED, **moved).applied_to(rule, day)
        if as_long.ends_at != at_wall_clock(local(end).date(), local(end).time()):
            moved["new_end"] = local(end).time()
    return moved


def _note(override: Component, master: Component) -> str:
    own, usual = _text(override, "DESCRIPTION").strip(), _text(master, "DESCRIPTION").strip()
    note = own.removesuffix(usual).strip() if usual and own.endswith(usual) else ("" if own == usual else own)
    title = _title(override)
    parts = [title if title not in ("", _title(master)) else "", *note.split()]
    return " ".join(part for part in parts if part)[:250].strip()


def _cancelled(component: Component) -> bool:
    return _line(component, "STATUS", 20).upper() == "CANCELLED"


def _title(component: Component) -> str:
    title = _line(component, "SUMMARY", 255)
    if _cancelled(component):
        for word in Prefix:
            title = title.removeprefix(f"{word.value}: ")
    return title[: LENGTHS["title"]]


def _categories(component: Component) -> list[str]:
    found = component.get("CATEGORIES", [])
    return [str(name) for one in (found if isinstance(found, list) else [found]) for name in getattr(one, "cats", [])][
        :20
    ]


def _text(component: Component, name: str) -> str:
    value = component.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return _CONTROL.sub("", str(value))[:40_000] if value else ""


def _line(component: Component, name: str, length: int) -> str:
    return " ".join(_text(component, name).split())[:length]


def _number(component: Component, name: str) -> int:
    text = _line(component, name, 9)
    return int(text) if text.isdecimal() else 0
