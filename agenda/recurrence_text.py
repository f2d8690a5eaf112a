"""Rules as RFC 5545 text and back: DTSTART, DTEND, RRULE, EXDATE and RDATE lines in Europe/Brussels.

Pauses travel twice: as the EXDATEs that every calendar understands, and as an X-DORPSPLEIN-PAUSE line, from which the
sentence can say "niet in juli en augustus" again.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from agenda.recurrence import BRUSSELS, MAX_OCCURRENCES, Frequency, Pause, Rule, RuleError, at_wall_clock

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PAUSE_PROPERTY = "X-DORPSPLEIN-PAUSE"
_REPEATING = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_PARTS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "UNTIL", "COUNT", "WKST", "BYSETPOS"}
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
MAX_TEXT_LENGTH = 500_000


def rrule_value(rule: Rule) -> str:
    """Give the value of the rule's RRULE property, or "" where no pattern repeats.

    UNTIL is in UTC where there are times and a date where there are none, as RFC 5545 section 3.3.10 wants.
    """
    if not rule.repeats:
        return ""
    parts = [f"FREQ={rule.frequency.upper()}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.frequency is Frequency.YEARLY and rule.positions:
        parts.append(f"BYMONTH={rule.day.month}")
    elif rule.months:
        parts.append("BYMONTH=" + ",".join(map(str, rule.months)))
    if rule.frequency is Frequency.WEEKLY:
        parts.append("BYDAY=" + ",".join(WEEKDAY_CODES[day] for day in rule.weekdays))
    elif rule.positions:
        code = WEEKDAY_CODES[rule.day.weekday()]
        parts.append("BYDAY=" + ",".join(f"{position}{code}" for position in rule.positions))
    elif rule.frequency is Frequency.MONTHLY:
        parts.append(f"BYMONTHDAY={rule.day.day}")
    if rule.until is not None:
        if rule.all_day:
            parts.append(f"UNTIL={rule.until:%Y%m%d}")
        else:
            last = at_wall_clock(rule.until, dt.time(23, 59, 59)).astimezone(dt.UTC)
            parts.append(f"UNTIL={last:%Y%m%dT%H%M%SZ}")
    elif rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def excluded_days(rule: Rule) -> list[dt.date]:
    """Give the days for EXDATE: those skipped, and those of the pattern that a pause takes away.

    Raises:
        RuleError: a pause takes away more than 10,000 days.
    """
    days = set(rule.skipped)
    for pause in rule.pauses:
        days.update(day for day in rule.pattern_days(pause.first, pause.last) if day not in rule.extra)
        if len(days) > MAX_OCCURRENCES:
            raise RuleError("too_many", f"More than {MAX_OCCURRENCES} days are taken away.")
    return sorted(days)


def to_text(rule: Rule) -> str:
    """Give the rule as RFC 5545 content lines, unfolded, separated by newlines."""
    lines = [_stamp("DTSTART", rule, [rule.day])]
    if rule.all_day:
        lines.append(f"DTEND;VALUE=DATE:{rule.day + dt.timedelta(days=rule.nights + 1):%Y%m%d}")
    elif rule.end is not None:
        last_day = rule.day + dt.timedelta(days=rule.nights)
        lines.append(f"DTEND;TZID=Europe/Brussels:{last_day:%Y%m%d}T{rule.end:%H%M%S}")
    if pattern := rrule_value(rule):
        lines.append(f"RRULE:{pattern}")
    if excluded := excluded_days(rule):
        lines.append(_stamp("EXDATE", rule, excluded))
    if rule.extra:
        lines.append(_stamp("RDATE", rule, rule.extra))
    lines.extend(f"{PAUSE_PROPERTY}:{pause.first:%Y%m%d}/{pause.last:%Y%m%d}" for pause in rule.pauses)
    return "\n".join(lines)


def _stamp(name: str, rule: Rule, days: list[dt.date] | tuple[dt.date, ...]) -> str:
    if rule.start is None:
        return f"{name};VALUE=DATE:" + ",".join(f"{day:%Y%m%d}" for day in days)
    return f"{name};TZID=Europe/Brussels:" + ",".join(f"{day:%Y%m%d}T{rule.start:%H%M%S}" for day in days)


def from_text(text: str) -> Rule:
    """Read the lines that `to_text` gives, or those of another program as far as a `Rule` can say the same.

    Times may be in UTC or carry TZID=Europe/Brussels. Order does not matter, unknown properties are passed over.

    Raises:
        RuleError: the text is no such rule, repeats more often than daily, or says what a `Rule` cannot.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise RuleError("too_long", "The rule is too long to read.")
    found: dict[str, list[str]] = {}
    for line in text.replace("\r\n", "\n").replace("\n ", "").splitlines():
        head, _, value = line.strip().partition(":")
        name, _, parameters = head.partition(";")
        if "TZID=" in parameters.upper() and "TZID=EUROPE/BRUSSELS" not in parameters.upper():
            raise RuleError("time_zone", f"Only Europe/Brussels and UTC can be read here, not {parameters[:60]}.")
        found.setdefault(name.upper(), []).extend(value.split(",") if name.upper() != "RRULE" else [value])
    try:
        return _assemble(found)
    except (ValueError, OverflowError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError("unreadable", f"This is not a rule of RFC 5545: {error}") from error


def _assemble(found: dict[str, list[str]]) -> Rule:
    if len(found.get("DTSTART", [])) != 1:
        raise RuleError("unreadable", "A rule has one DTSTART.")
    if len(found.get("RRULE", [])) > 1:
        raise RuleError("unsupported", "A rule has one RRULE at most.")
    day, start = _read_stamp(found["DTSTART"][0])
    rule = Rule(day=day, start=start, **_read_end(found, day))
    extra = tuple(_same_time(value, start) for value in found.get("RDATE", []))
    excluded = {_same_time(value, start) for value in found.get("EXDATE", [])}
    pauses = tuple(Pause(*(_read_day(end) for end in value.split("/", 1))) for value in found.get(PAUSE_PROPERTY, []))
    if found.get("RRULE"):
        rule = replace(apply_rrule(rule, found["RRULE"][0]), extra=extra, pauses=pauses)
    elif extra:
        rule = replace(rule, frequency=Frequency.DATES, extra=extra)
    paused = {d for d in excluded if rule.is_paused(d) and d not in extra}
    return replace(rule, skipped=tuple(excluded - paused))


def _read_end(found: dict[str, list[str]], day: dt.date) -> dict[str, Any]:
    if "DTEND" not in found:
        return {}
    last_day, end = _read_stamp(found["DTEND"][0])
    nights = (last_day - day).days - (1 if end is None else 0)
    return {"end": end, "nights": max(nights, 0) if end is None else nights}


def apply_rrule(rule: Rule, value: str) -> Rule:
    """Give a rule with the pattern of an RRULE value put into it.

    Raises:
        RuleError: it repeats by the hour, minute or second, or its parts go beyond what a `Rule` says.
    """
    parts = dict(part.split("=", 1) for part in value.upper().strip(";").split(";"))
    frequency = parts.get("FREQ", "")
    if frequency not in _REPEATING:
        raise RuleError("frequency", f"FREQ={frequency[:20]} is refused: an event comes back daily at most.")
    if unknown := set(parts) - _PARTS:
        raise RuleError("unsupported", f"{', '.join(sorted(unknown))[:80]} cannot be read.")
    interval = int(parts.get("INTERVAL", "1"))
    if parts.get("WKST", "MO") != "MO" and frequency == "WEEKLY" and interval > 1:
        raise RuleError("unsupported", "Only weeks that start on Monday can be read.")
    months = tuple(int(month) for month in parts["BYMONTH"].split(",")) if "BYMONTH" in parts else ()
    if frequency == "YEARLY":
        if months not in ((), (rule.day.month,)):
            raise RuleError("unsupported", "A yearly rule has one month.")
        months_off: tuple[int, ...] = ()
    else:
        months_off = tuple(month for month in range(1, 13) if months and month not in months)
    return replace(
        rule,
        frequency=Frequency(frequency.lower()),
        interval=interval,
        months_off=months_off,
        until=_read_until(parts["UNTIL"], rule) if "UNTIL" in parts else None,
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        **_read_days(frequency, parts, rule.day, months),
    )


def _read_days(frequency: str, parts: dict[str, str], day: dt.date, months: tuple[int, ...]) -> dict[str, Any]:
    if "BYMONTHDAY" in parts and (frequency not in ("MONTHLY", "YEARLY") or parts["BYMONTHDAY"] != str(day.day)):
        raise RuleError("unsupported", "BYMONTHDAY must be the day of DTSTART.")
    if "BYDAY" not in parts:
        if "BYSETPOS" in parts:
            raise RuleError("unsupported", "BYSETPOS needs BYDAY.")
        return {}
    if "BYMONTHDAY" in parts:
        raise RuleError("unsupported", "BYDAY together with BYMONTHDAY cannot be read.")
    matches = [_BYDAY.match(code) for code in parts["BYDAY"].split(",")]
    pairs = [(match.group(1), WEEKDAY_CODES.index(match.group(2))) for match in matches if match]
    if len(pairs) != len(matches):
        raise RuleError("unreadable", f"BYDAY={parts['BYDAY'][:40]} cannot be read.")
    if frequency == "WEEKLY" and not any(position for position, _ in pairs) and "BYSETPOS" not in parts:
        return {"weekdays": tuple(weekday for _, weekday in pairs)}
    if frequency == "MONTHLY" or (frequency == "YEARLY" and months):
        if any(weekday != day.weekday() for _, weekday in pairs):
            raise RuleError("unsupported", "BYDAY must name the weekday of DTSTART.")
        if "BYSETPOS" in parts and len(pairs) == 1 and not pairs[0][0]:
            return {"positions": tuple(int(position) for position in parts["BYSETPOS"].split(","))}
        if "BYSETPOS" not in parts and all(position for position, _ in pairs):
            return {"positions": tuple(int(position) for position, _ in pairs)}
    raise RuleError("unsupported", f"BYDAY={parts['BYDAY'][:40]} cannot be read here.")


def _read_until(value: str, rule: Rule) -> dt.date:
    day, clock = _read_stamp(value)
    # An UNTIL earlier in the day than the start leaves that day out (RFC 5545, section 3.3.10).
    if clock is not None and rule.start is not None and clock < rule.start:
        day -= dt.timedelta(days=1)
    return day


def _same_time(value: str, start: dt.time | None) -> dt.date:
    day, clock = _read_stamp(value)
    if clock != start:
        raise RuleError("unsupported", "Each date in a rule must start at the same time.")
    return day


def _read_day(value: str) -> dt.date:
    return dt.datetime.strptime(value.strip(), "%Y%m%d").date()


def _read_stamp(value: str) -> tuple[dt.date, dt.time | None]:
    value = value.strip()
    if "T" not in value:
        return _read_day(value), None
    if value.endswith("Z"):
        local = dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC).astimezone(BRUSSELS)
        return local.date(), local.time()
    naive = dt.datetime.strptime(value, "%Y%m%dT%H%M%S")
    return naive.date(), naive.time()
