"""Random rules that editors could make, for Hypothesis."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from agenda.recurrence import Frequency, Pause, Rule, position_in_month

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
# Half of the times lie around the hours at which clocks change and at midnight, where rules break.
CLOCKS = st.one_of(
    st.sampled_from(
        [dt.time(0), dt.time(0, 30), dt.time(1, 30), dt.time(2), dt.time(2, 30), dt.time(3), dt.time(23, 30)]
    ),
    st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45])),
)
REPEATING = [Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY, Frequency.YEARLY]


@st.composite
def rules(draw: st.DrawFn, frequencies: list[Frequency] | None = None) -> Rule:
    """Any rule that the editor's form can make."""
    day = draw(DAYS)
    frequency = draw(st.sampled_from(frequencies or list(Frequency)))
    parts: dict[str, Any] = {"day": day, "frequency": frequency, **_times(draw)}
    if frequency in REPEATING:
        parts |= _pattern(draw, day, frequency)
    if frequency is not Frequency.ONCE:
        near = st.integers(0, 400).map(lambda days: day + dt.timedelta(days=days))
        parts["extra"] = tuple(draw(st.lists(near, max_size=3)))
        rule = Rule(**parts)
        held = rule.days(day, day + dt.timedelta(days=500)) or [day]
        parts["skipped"] = tuple(draw(st.lists(st.one_of(st.sampled_from(held), near), max_size=3)))
        lengths = draw(st.lists(st.tuples(near, st.integers(0, 60)), max_size=2))
        parts["pauses"] = tuple(Pause(first, first + dt.timedelta(days=length)) for first, length in lengths)
    return Rule(**parts)


def _times(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.integers(0, 4)) == 0:
        return {"nights": draw(st.integers(0, 3))}
    start = draw(CLOCKS)
    end = draw(st.one_of(st.none(), CLOCKS))
    if end is None:
        return {"start": start}
    return {"start": start, "end": end, "nights": draw(st.integers(0 if end > start else 1, 2))}


def _pattern(draw: st.DrawFn, day: dt.date, frequency: Frequency) -> dict[str, Any]:
    parts: dict[str, Any] = {"interval": draw(st.integers(1, 4))}
    if frequency is Frequency.WEEKLY:
        parts["weekdays"] = tuple({day.weekday(), *draw(st.sets(st.integers(0, 6), max_size=2))})
    elif frequency is not Frequency.DAILY and draw(st.booleans()):
        front, back = position_in_month(day)
        own = [front, back] if back == -1 else [front]
        chosen = {draw(st.sampled_from(own))}
        if frequency is Frequency.MONTHLY:
            chosen |= draw(st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=1))
        parts["positions"] = tuple(chosen)
    if frequency is not Frequency.YEARLY:
        parts["months_off"] = tuple(draw(st.sets(st.integers(1, 12), max_size=3)) - {day.month})
    match draw(st.sampled_from(["open", "until", "count"])):
        case "until":
            parts["until"] = day + dt.timedelta(days=draw(st.integers(0, 700)))
        case "count":
            parts["count"] = draw(st.integers(1, 40))
    return parts
