"""From the answers on the editor's form to a rule."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from agenda.fields import read_numbers, write_numbers
from agenda.recurrence import LAST_POSITION, Frequency, Pause, Rule, position_in_month

# An event that ends at most this early, and not after it began, ends on the next day.
END_OF_THE_NIGHT = dt.time(6)
SAME_DATE, SAME_WEEKDAY = "date", "same"

WHEN_FIELDS = (
    "start_date",
    "start_time",
    "end_date",
    "end_time",
    "frequency",
    "interval",
    "weekdays",
    "month_positions",
    "months_off",
    "repeat_until",
    "repeat_count",
)


def build_rule(
    values: Mapping[str, Any],
    pauses: Iterable[Pause] = (),
    skipped: Iterable[dt.date] = (),
    extra: Iterable[dt.date] = (),
) -> Rule:
    """Give the rule for the values of `WHEN_FIELDS`.

    Extra dates beside a single event make it a list of dates. Without an end date an event that ends in the small
    hours ends on the next day.

    Raises:
        RuleError: the answers contradict each other.
    """
    day, start, end = values["start_date"], values.get("start_time"), values.get("end_time")
    extra = tuple(extra)
    frequency = Frequency(values.get("frequency") or Frequency.ONCE)
    if frequency is Frequency.ONCE and extra:
        frequency = Frequency.DATES
    repeats = frequency not in (Frequency.ONCE, Frequency.DATES)
    weekly = frequency is Frequency.WEEKLY
    monthly_or_yearly = frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    rests = repeats and frequency is not Frequency.YEARLY
    return Rule(
        day=day,
        start=start,
        end=end,
        nights=_nights(day, values.get("end_date"), start, end),
        frequency=frequency,
        interval=(values.get("interval") or 1) if repeats else 1,
        weekdays=read_numbers(values.get("weekdays") or "") if weekly else (),
        positions=_positions(day, frequency, values.get("month_positions") or "") if monthly_or_yearly else (),
        months_off=read_numbers(values.get("months_off") or "") if rests else (),
        until=values.get("repeat_until") if repeats else None,
        count=values.get("repeat_count") if repeats else None,
        pauses=tuple(pauses) if repeats else (),
        skipped=tuple(skipped),
        extra=extra,
    )


def rule_answers(rule: Rule) -> dict[str, Any]:
    """Give the values of `WHEN_FIELDS` for a rule: what an editor would have answered. `build_rule` makes the rule of them.

    Pauses, skipped and extra dates are lists of their own.
    """
    by_month = rule.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    positions = ",".join(map(str, rule.positions)) or SAME_DATE
    return {
        "start_date": rule.day,
        "start_time": rule.start,
        "end_date": rule.day + dt.timedelta(days=rule.nights) if rule.nights else None,
        "end_time": rule.end,
        "frequency": rule.frequency.value,
        "interval": rule.interval,
        "weekdays": write_numbers(rule.weekdays),
        "month_positions": positions if by_month else "",
        "months_off": write_numbers(rule.months_off),
        "repeat_until": rule.until,
        "repeat_count": rule.count,
    }


def _nights(day: dt.date, end_date: dt.date | None, start: dt.time | None, end: dt.time | None) -> int:
    if end_date is not None and end_date != day:
        return (end_date - day).days
    past_midnight = start is not None and end is not None and end <= start and end <= END_OF_THE_NIGHT
    return 1 if past_midnight else 0


def _positions(day: dt.date, frequency: Frequency, chosen: str) -> tuple[int, ...]:
    if chosen == SAME_DATE or (not chosen and frequency is Frequency.YEARLY):
        return ()
    if chosen in ("", SAME_WEEKDAY):
        front = position_in_month(day)[0]
        # A fifth Tuesday is missing from most months; whoever begins on one means the last.
        return (front if front < 5 else LAST_POSITION,)
    return read_numbers(chosen)
