"""Our expansion against another implementation, through the calendar file that we hand out."""

import datetime as dt
import os

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.calendar_file import CalendarEvent, calendar_file
from agenda.recurrence import BRUSSELS, Frequency, Rule
from agenda.schedule import Change, Status, schedule
from tests.agenda.strategies import DAYS, rules

# 2,000 rules on demand: DORPSPLEIN_RANDOM_RULES=2000 bin/test tests/agenda/test_independent.py
RANDOM_RULES = int(os.environ.get("DORPSPLEIN_RANDOM_RULES", "120"))
BEGIN, END = dt.datetime(2024, 1, 1, tzinfo=BRUSSELS), dt.datetime(2029, 6, 1, tzinfo=BRUSSELS)
MODIFIED = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def as_instant(value: dt.date) -> dt.datetime:
    """A date is its midnight in Brussels; a time goes by way of UTC, so that skipped hours are read as they fall."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    return dt.datetime.combine(value, dt.time.min, BRUSSELS).astimezone(dt.UTC)


def others(file: bytes) -> list[tuple[dt.datetime, dt.datetime, bool]]:
    """Start, end and whether it is on, of each occurrence that the other implementation finds in a file."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(file)).between(BEGIN, END)
    moments = []
    for event in found:
        start = as_instant(event["DTSTART"].dt)
        end = as_instant(event["DTEND"].dt) if "DTEND" in event else start
        moments.append((start, max(start, end), event["STATUS"] != "CANCELLED"))
    return sorted(moments)


def ours(rule: Rule, changes: tuple[Change, ...] = ()) -> list[tuple[dt.datetime, dt.datetime, bool]]:
    planned = schedule(rule, changes, BEGIN, END)
    return sorted(
        (p.starts_at.astimezone(dt.UTC), p.ends_at.astimezone(dt.UTC), p.status is not Status.CANCELLED)
        for p in planned
    )


def event(rule: Rule, changes: tuple[Change, ...] = ()) -> CalendarEvent:
    return CalendarEvent(uid="een@dorpsplein", rule=rule, title="Koffie", modified=MODIFIED, changes=changes)


@given(rules())
@settings(max_examples=RANDOM_RULES, deadline=None)
def test_another_implementation_finds_the_same_occurrences_in_our_file(rule):
    assert others(calendar_file([event(rule)], "Agenda")) == ours(rule)


@given(st.data())
@settings(max_examples=RANDOM_RULES // 3, deadline=None)
def test_another_implementation_finds_the_same_changes_in_our_file(data):
    rule = data.draw(rules())
    held = rule.days(BEGIN.date(), END.date()) or [rule.day]
    change = st.builds(
        Change,
        day=st.sampled_from(held[:60]),
        status=st.sampled_from(Status),
        note=st.sampled_from(["", "Breng een tas mee; het is koud, neem een trui."]),
        new_day=st.none() | DAYS,
        new_start=st.none() | st.builds(dt.time, st.integers(8, 20)),
    )
    drawn = data.draw(st.lists(change, max_size=3, unique_by=lambda change: change.day))
    assert others(calendar_file([event(rule, tuple(drawn))], "Agenda")) == ours(rule, tuple(drawn))


def test_rule_that_every_implementation_agrees_on_is_not_empty():
    rule = Rule(day=dt.date(2026, 3, 4), start=dt.time(15), frequency=Frequency.WEEKLY, count=5)
    assert len(others(calendar_file([event(rule)], "Agenda"))) == 5
