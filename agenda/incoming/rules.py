"""From the times of a VEVENT to a rule: the same rule where ours can say it, and else the list of its coming dates."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from dateutil.rrule import rrulestr

from agenda.incoming.events import SkippedError
from agenda.models.when import WhenMixin
from agenda.recurrence import BRUSSELS, MAX_OCCURRENCES, Frequency, Pause, Rule, RuleError
from agenda.recurrence_text import PAUSE_PROPERTY, apply_rrule
from agenda.rule_building import rule_answers
from agenda.schedule import Change, Status

Component = Any  # a VEVENT: to the type checker each of its values may be any of 30 types
DAYS_BACK, DAYS_AHEAD = 31, 731
MOST_DATES = 150  # of a rule that becomes a list: as many rows stand in the editor's form
_PARTS = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
}
_BY_THE_CLOCK = {"BYHOUR", "BYMINUTE", "BYSECOND"}
_DECIDING = {"DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}
_FORM_POSITIONS = {value for value, _label in WhenMixin.MONTH_POSITIONS} | {""}


@dataclass(frozen=True)
class Times:
    """When an event is held: `expanded` where the rule is a list of the coming dates."""

    rule: Rule
    changes: tuple[Change, ...] = ()
    expanded: bool = False


def local(value: Any) -> dt.datetime:
    """Give a date or time of a calendar as naive wall-clock time in Brussels, to the minute; a date as its midnight.

    A time without a zone is meant where it is read (RFC 5545, 3.3.5): in Brussels.
    """
    if not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time.min)
    if value.tzinfo is not None:
        value = value.astimezone(BRUSSELS).replace(tzinfo=None)
    return value.replace(second=0, microsecond=0)


def moments(component: Component, name: str) -> Iterator[Any]:
    """Give the dates of an EXDATE or RDATE, however many lines it has; of a period its begin."""
    found = component.get(name, [])
    for dates in found if isinstance(found, list) else [found]:
        for item in dates.dts:
            yield item.dt[0] if isinstance(item.dt, tuple) else item.dt


def check_parsed(component: Component) -> None:
    """Refuse an event of which the parser could not read a date or a rule: without that it would be another event.

    Raises:
        SkippedError: so.
    """
    if _DECIDING & {name for name, _problem in component.errors}:
        raise SkippedError("malformed")


def begin_of(component: Component) -> Any:
    """Give DTSTART as a date or time.

    Raises:
        SkippedError: there is none, or more than one.
    """
    value = getattr(component.get("DTSTART"), "dt", None)
    if not isinstance(value, dt.date):
        raise SkippedError("no_begin")
    return value


def times_of(component: Component, today: dt.date) -> Times:
    """Give the rule of a VEVENT that is no override.

    Raises:
        SkippedError: it repeats by the hour or more often, more than 10,000 times, or is not of this world.
    """
    begin = begin_of(component)
    try:
        single = Rule(**_single(component, begin))
    except (RuleError, OverflowError) as error:
        raise SkippedError("times") from error
    if not any(name in component for name in ("RRULE", "RDATE", "EXDATE")):
        return Times(single)
    pattern = _pattern(component)
    first, last = today - dt.timedelta(days=400), today + dt.timedelta(days=DAYS_AHEAD)
    held = _held(component, begin, pattern, last)
    try:
        rule = _same(component, single, pattern)
        days = {
            local(day) if rule.all_day else dt.datetime.combine(day, rule.start or dt.time.min)
            for day in rule.days(first, last)
        }
        if days == {moment for moment in held if moment.date() >= first} and _askable(rule):
            return Times(rule)
    except (RuleError, ValueError, OverflowError):
        pass  # beyond what a rule of ours says
    return _listed(single, held, today)


def _single(component: Component, begin: Any) -> dict[str, Any]:
    start = local(begin)
    timed = isinstance(begin, dt.datetime)
    end = getattr(component.get("DTEND"), "dt", None)
    if end is None and (duration := getattr(component.get("DURATION"), "dt", None)):
        end = begin + duration
    parts: dict[str, Any] = {"day": start.date(), "start": start.time() if timed else None}
    if not isinstance(end, dt.date) or local(end) <= start:
        return parts
    nights = (local(end).date() - start.date()).days
    return parts | ({"end": local(end).time(), "nights": nights} if timed else {"nights": max(nights - 1, 0)})


def _pattern(component: Component) -> dict[str, str]:
    """Give the parts of the one RRULE, checked; empty where there is none."""
    if "EXRULE" in component or isinstance(component.get("RRULE"), list):
        raise SkippedError("rule")
    if "RRULE" not in component:
        return {}
    text = component["RRULE"].to_ical().decode().upper()
    parts = dict(part.split("=", 1) for part in text.strip(";").split(";") if "=" in part)
    if "FREQ" not in parts:
        raise SkippedError("rule")
    if parts["FREQ"] in ("SECONDLY", "MINUTELY", "HOURLY") or _BY_THE_CLOCK & set(parts):
        raise SkippedError("too_often")
    # What gives no date at all would be sought for until the year 9999, day by day.
    short = parts.get("FREQ") in ("DAILY", "WEEKLY")
    endless = short and {"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"} & set(parts)
    skips = parts.get("FREQ") == "DAILY" and "BYDAY" in parts and parts.get("INTERVAL", "1") != "1"
    if endless or skips or set(parts) - _PARTS:
        raise SkippedError("rule")
    if not parts.get("COUNT", "1").isdigit() or int(parts.get("COUNT", "1")) > MAX_OCCURRENCES:
        raise SkippedError("too_many")
    if not 1 <= int(parts.get("INTERVAL", "1")) <= 1000:
        raise SkippedError("rule")
    return parts


def _held(component: Component, begin: Any, pattern: dict[str, str], last: dt.date) -> list[dt.datetime]:
    """Give all times up to a last day as naive wall-clock time in Brussels, expanded in the event's own zone."""
    zone = begin.tzinfo if isinstance(begin, dt.datetime) else None
    timed = isinstance(begin, dt.datetime)
    wall = begin.replace(tzinfo=None) if timed else dt.datetime.combine(begin, dt.time.min)

    def in_brussels(value: dt.datetime) -> dt.datetime:
        return local(value.replace(tzinfo=zone) if zone else value)

    found = {in_brussels(wall)}
    if pattern:
        try:
            rule = rrulestr(_text(pattern, zone, timed), dtstart=wall)
        except (ValueError, TypeError) as error:
            raise SkippedError("rule") from error
        found = set()
        for number, value in enumerate(takewhile(lambda value: value.date() <= last, rule)):
            if number >= MAX_OCCURRENCES:
                raise SkippedError("too_many")
            found.add(in_brussels(value))
    found |= {local(value) for value in moments(component, "RDATE") if isinstance(value, dt.datetime) == timed}
    gone = {local(value) for value in moments(component, "EXDATE")}
    if len(found) > MAX_OCCURRENCES:
        raise SkippedError("too_many")
    return sorted(value for value in found - gone if value.date() <= last)


def _text(pattern: dict[str, str], zone: dt.tzinfo | None, timed: bool) -> str:
    """Give the RRULE with its UNTIL on the event's own clock, as `dateutil` wants it."""
    parts = dict(pattern)
    if until := parts.get("UNTIL"):
        day = dt.datetime.strptime(until[:8], "%Y%m%d")
        if "T" not in until:
            moment = day + dt.timedelta(hours=23, minutes=59)
        else:
            moment = dt.datetime.strptime(until.rstrip("Z"), "%Y%m%dT%H%M%S")
            if until.endswith("Z") and zone is not None:
                moment = moment.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)
            elif until.endswith("Z") and timed:
                moment = moment.replace(tzinfo=dt.UTC).astimezone(BRUSSELS).replace(tzinfo=None)
        parts["UNTIL"] = f"{moment:%Y%m%dT%H%M%S}"
    return "RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items())


def _same(component: Component, single: Rule, pattern: dict[str, str]) -> Rule:
    """Give the rule that says what the VEVENT says.

    Raises:
        RuleError: there is none.
        ValueError: something in it is malformed.
    """
    extra = _days(component, "RDATE", single)
    if pattern:
        text = ";".join(f"{name}={value}" for name, value in pattern.items())
        rule = replace(apply_rrule(single, text), extra=extra, pauses=_pauses(component))
    else:
        rule = replace(single, frequency=Frequency.DATES if extra else Frequency.ONCE, extra=extra)
    gone = {day for day in _days(component, "EXDATE", single) if not rule.is_paused(day) or day in rule.extra}
    return replace(rule, skipped=tuple(gone))


def _days(component: Component, name: str, single: Rule) -> tuple[dt.date, ...]:
    found = [local(value) for value in moments(component, name)]
    clock = single.start or dt.time.min
    return tuple(value.date() for value in found if name == "EXDATE" and value.time() == clock or name == "RDATE")


def _pauses(component: Component) -> tuple[Pause, ...]:
    found = component.get(PAUSE_PROPERTY, [])
    pauses = []
    for value in found if isinstance(found, list) else [found]:
        match = re.fullmatch(r"(\d{8})/(\d{8})", str(value))
        if match:
            pauses.append(Pause(*(dt.datetime.strptime(day, "%Y%m%d").date() for day in match.groups())))
    return tuple(pauses[:50])


def _askable(rule: Rule) -> bool:
    """Tell whether the editor's form has an answer that makes this rule."""
    answers = rule_answers(rule)
    return answers["month_positions"] in _FORM_POSITIONS and answers["interval"] <= 366


def _listed(single: Rule, held: list[dt.datetime], today: dt.date) -> Times:
    """Give the coming dates as a list; a time other than the first one's becomes a change to that day."""
    if not held:
        raise SkippedError("past")
    coming = [moment for moment in held if moment.date() >= today - dt.timedelta(days=DAYS_BACK)] or held[-1:]
    by_day = {moment.date(): moment for moment in reversed(coming)}  # the first of a day counts
    days = sorted(by_day)[:MOST_DATES]
    clock = by_day[days[0]].time() if not single.all_day else None
    try:
        rule = replace(
            single,
            day=days[0],
            start=clock,
            end=_shifted(single, clock),
            frequency=Frequency.DATES if len(days) > 1 else Frequency.ONCE,
            extra=tuple(days[1:]),
        )
    except RuleError as error:
        raise SkippedError("times") from error
    changes = [
        Change(day=day, status=Status.MOVED, new_day=day, new_start=by_day[day].time())
        for day in days
        if clock is not None and by_day[day].time() != clock
    ]
    return Times(rule, tuple(changes), expanded=True)


def _shifted(single: Rule, clock: dt.time | None) -> dt.time | None:
    """Give the time of the end for another time of the beginning."""
    if clock is None or single.start is None or single.end is None:
        return single.end
    any_day = dt.date(2000, 1, 1)
    later = dt.datetime.combine(any_day, clock) - dt.datetime.combine(any_day, single.start)
    return (dt.datetime.combine(any_day, single.end) + later).time()
