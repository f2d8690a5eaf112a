"""The moments that a rule gives."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.recurrence import BRUSSELS, MAX_OCCURRENCES, Frequency, Pause, Rule, RuleError
from agenda.recurrence_text import from_text, to_text
from tests.agenda.strategies import rules

D, T = dt.date, dt.time


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=BRUSSELS)  # type: ignore[misc]


def coffee(**parts) -> Rule:
    """Every two weeks on Wednesday afternoon, from March to October."""
    return Rule(
        **{
            "day": D(2026, 3, 4),
            "start": T(15),
            "end": T(17),
            "frequency": Frequency.WEEKLY,
            "interval": 2,
            "until": D(2026, 10, 28),
            **parts,
        }
    )


def test_every_two_weeks_keeps_the_time_on_the_clock_through_the_change_to_summer_time():
    moments = coffee().moments(at(2026, 3, 1), at(2026, 4, 10))
    assert [m.starts_at.isoformat() for m in moments] == [
        "2026-03-04T15:00:00+01:00",
        "2026-03-18T15:00:00+01:00",
        "2026-04-01T15:00:00+02:00",
    ]


def test_every_week_keeps_the_time_on_the_clock_through_the_change_to_winter_time():
    rule = Rule(day=D(2026, 10, 21), start=T(15), end=T(17), frequency=Frequency.WEEKLY, count=2)
    assert [m.starts_at.astimezone(dt.UTC).hour for m in rule.moments(at(2026, 1, 1), at(2027, 1, 1))] == [13, 14]


def test_time_skipped_by_the_clock_change_is_read_an_hour_later():
    moment = Rule(day=D(2026, 3, 29), start=T(2, 30)).moment(D(2026, 3, 29))
    assert moment.starts_at.isoformat() == "2026-03-29T03:30:00+02:00"


def test_time_that_comes_twice_is_the_first_of_the_two():
    moment = Rule(day=D(2026, 10, 25), start=T(2, 30)).moment(D(2026, 10, 25))
    assert moment.starts_at.isoformat() == "2026-10-25T02:30:00+02:00"


def test_end_is_never_before_the_start_in_the_hour_that_is_skipped():
    moment = Rule(day=D(2026, 3, 29), start=T(2, 30), end=T(3)).moment(D(2026, 3, 29))
    assert moment.ends_at == moment.starts_at


def test_party_past_midnight_ends_on_the_next_day_by_the_clock():
    moment = Rule(day=D(2026, 10, 24), start=T(21), end=T(4), nights=1).moment(D(2026, 10, 24))
    assert moment.ends_at.isoformat() == "2026-10-25T04:00:00+01:00"
    assert moment.ends_at.astimezone(dt.UTC) - moment.starts_at.astimezone(dt.UTC) == dt.timedelta(hours=8)


def test_all_day_event_of_three_days_lasts_until_the_midnight_after():
    moment = Rule(day=D(2026, 3, 28), nights=2).moment(D(2026, 3, 28))
    assert (moment.starts_at.isoformat(), moment.ends_at.isoformat()) == (
        "2026-03-28T00:00:00+01:00",
        "2026-03-31T00:00:00+02:00",
    )


def test_event_that_began_before_the_window_and_still_runs_is_in_it():
    rule = Rule(day=D(2026, 6, 5), nights=3)
    assert rule.moments(at(2026, 6, 7), at(2026, 6, 8))
    assert not rule.moments(at(2026, 6, 9), at(2026, 6, 10))


def test_event_that_starts_as_the_window_closes_is_not_in_it():
    rule = Rule(day=D(2026, 6, 5), start=T(0))
    assert not rule.moments(at(2026, 6, 4), at(2026, 6, 5))
    assert rule.moments(at(2026, 6, 5), at(2026, 6, 6))


def test_pause_skipped_and_extra_dates_change_only_their_own_days():
    rule = coffee(
        pauses=(Pause(D(2026, 7, 1), D(2026, 8, 31)),),
        skipped=(D(2026, 5, 13),),
        extra=(D(2026, 7, 8), D(2026, 12, 23)),
    )
    days = rule.days()
    assert D(2026, 5, 13) not in days
    assert [day for day in days if day.month in (7, 8)] == [D(2026, 7, 8)]
    assert days[-1] == D(2026, 12, 23)
    assert days[:3] == [D(2026, 3, 4), D(2026, 3, 18), D(2026, 4, 1)]


def test_skipped_date_wins_over_an_extra_one():
    assert D(2026, 12, 23) not in coffee(extra=(D(2026, 12, 23),), skipped=(D(2026, 12, 23),)).days()


def test_monthly_on_the_first_and_third_tuesday():
    rule = Rule(day=D(2026, 1, 6), start=T(20), frequency=Frequency.MONTHLY, positions=(1, 3), count=4)
    assert rule.days() == [D(2026, 1, 6), D(2026, 1, 20), D(2026, 2, 3), D(2026, 2, 17)]


def test_monthly_on_the_last_friday():
    rule = Rule(day=D(2026, 1, 30), frequency=Frequency.MONTHLY, positions=(-1,), count=3)
    assert rule.days() == [D(2026, 1, 30), D(2026, 2, 27), D(2026, 3, 27)]


def test_yearly_on_the_first_sunday_of_may():
    rule = Rule(day=D(2026, 5, 3), frequency=Frequency.YEARLY, positions=(1,), count=3)
    assert rule.days() == [D(2026, 5, 3), D(2027, 5, 2), D(2028, 5, 7)]


def test_leap_day_comes_back_in_leap_years_only():
    rule = Rule(day=D(2024, 2, 29), frequency=Frequency.YEARLY, count=2)
    assert rule.days() == [D(2024, 2, 29), D(2028, 2, 29)]


def test_weekly_series_rests_in_its_months_off_every_year():
    rule = Rule(day=D(2026, 6, 3), frequency=Frequency.WEEKLY, months_off=(7, 8))
    assert {day.month for day in rule.days(D(2026, 6, 1), D(2028, 6, 1))} == set(range(1, 13)) - {7, 8}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"end": T(14)}, "end_before_start"),
        ({"end": T(15)}, "end_before_start"),
        ({"start": None}, "end_without_start"),
        ({"nights": -1}, "nights"),
        ({"until": D(2026, 3, 3)}, "until_before_start"),
        ({"count": 3}, "until_and_count"),
        ({"until": None, "count": 10_001}, "too_many"),
        ({"weekdays": (1,)}, "first_day"),
        ({"months_off": (3,)}, "first_day"),
        ({"months_off": tuple(range(1, 13))}, "months_off"),
        ({"interval": 0}, "interval"),
        ({"day": D(1066, 10, 14)}, "year"),
        ({"frequency": Frequency.ONCE, "extra": (D(2026, 4, 1),)}, "once_with_extra"),
    ],
)
def test_contradictory_rule_is_refused_with_its_reason(parts, code):
    with pytest.raises(RuleError) as refusal:
        coffee(**parts)
    assert refusal.value.code == code


def test_pause_cannot_end_before_it_begins():
    with pytest.raises(RuleError):
        Pause(D(2026, 8, 31), D(2026, 7, 1))


def test_rule_never_gives_more_than_ten_thousand_days():
    with pytest.raises(RuleError, match="10000"):
        Rule(day=D(2000, 1, 1), frequency=Frequency.DAILY).days(D(2000, 1, 1), D(2040, 1, 1))
    assert len(Rule(day=D(2000, 1, 1), frequency=Frequency.DAILY, count=MAX_OCCURRENCES).days()) == MAX_OCCURRENCES


def test_upcoming_gives_the_next_ones_and_keeps_the_one_that_is_going_on():
    soon = coffee(skipped=(D(2026, 3, 18),)).upcoming(at(2026, 3, 4, 16), number=2)
    assert [m.day for m in soon] == [D(2026, 3, 4), D(2026, 4, 1)]


@given(rules())
@settings(max_examples=80, deadline=None)
def test_rule_survives_the_way_to_text_and_back(rule):
    assert from_text(to_text(rule)) == rule


@given(rules(), st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2029, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_upcoming_agrees_with_the_moments_of_the_next_years(rule, naive):
    now = naive.replace(tzinfo=dt.UTC).astimezone(BRUSSELS)
    expected = [m for m in rule.moments(now, now + dt.timedelta(days=1500)) if m.ends_at > now or m.starts_at >= now]
    upcoming = rule.upcoming(now, 5)
    assert upcoming[: len(expected)] == expected[:5]


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY", "", "FORTNIGHTLY"])
def test_rule_that_repeats_within_a_day_is_refused(frequency):
    with pytest.raises(RuleError, match="FREQ="):
        from_text(f"DTSTART;TZID=Europe/Brussels:20260304T150000\nRRULE:FREQ={frequency};COUNT=3")


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;UNTIL=yesterday",
        "FREQ",
    ],
)
def test_unreadable_rule_is_refused_and_raises_nothing_else(rrule):
    with pytest.raises(RuleError):
        from_text(f"DTSTART;TZID=Europe/Brussels:20260304T150000\nRRULE:{rrule}")


@given(st.text(max_size=200), st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_is_a_rule_or_refused(head, tail):
    for text in (head, f"DTSTART:20260304\nRRULE:FREQ=WEEKLY;{tail}", f"DTSTART:{tail}"):
        try:
            from_text(text)
        except RuleError:
            continue


def test_utc_times_are_read_as_brussels_time():
    rule = from_text("DTSTART:20260304T140000Z\nDTEND:20260304T160000Z\nRRULE:FREQ=WEEKLY;UNTIL=20260318T140000Z")
    assert (rule.start, rule.end, rule.until) == (T(15), T(17), D(2026, 3, 18))


def test_until_before_the_start_of_its_day_leaves_that_day_out():
    rule = from_text("DTSTART;TZID=Europe/Brussels:20260304T150000\nRRULE:FREQ=WEEKLY;UNTIL=20260318T100000Z")
    assert rule.days() == [D(2026, 3, 4), D(2026, 3, 11)]


def test_text_is_what_other_calendars_understand():
    assert to_text(coffee(skipped=(D(2026, 8, 19),))).splitlines() == [
        "DTSTART;TZID=Europe/Brussels:20260304T150000",
        "DTEND;TZID=Europe/Brussels:20260304T170000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20261028T225959Z",
        "EXDATE;TZID=Europe/Brussels:20260819T150000",
    ]
