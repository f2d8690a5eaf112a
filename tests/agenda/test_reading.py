"""Calendars of others: what we write comes back the same, what others write is understood or refused in words."""

import contextlib
import datetime as dt
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.calendar_file import CalendarEvent, calendar_file
from agenda.descriptions import from_elsewhere
from agenda.incoming.events import UnreadableError
from agenda.incoming.reading import read_calendar
from agenda.models.when import WhenMixin
from agenda.recurrence import BRUSSELS, Frequency, Rule
from agenda.recurrence_text import to_text
from agenda.rule_building import build_rule, rule_answers
from agenda.schedule import Change, Status, schedule
from tests.agenda.strategies import DAYS, rules
from tests.agenda.test_independent import MODIFIED, RANDOM_RULES

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
D, T = dt.date, dt.time


def vevent(*lines, uid="een@club.be", summary="Kaarten"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT"])


def file(*events):
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//NL", *events, "END:VCALENDAR", ""])
    return text.encode()


def read(*lines, **words):
    reading = read_calendar(file(vevent(*lines, **words)), NOW)
    assert reading.skipped == []
    return reading.events[0]


def refusal(*lines):
    reading = read_calendar(file(vevent(*lines)), NOW)
    assert reading.events == []
    return reading.skipped[0].code


def starts(event):
    planned = schedule(event.rule, event.changes, NOW, NOW + dt.timedelta(days=700))
    return [plan.starts_at.strftime("%Y-%m-%d %H:%M") for plan in planned]


@given(rules())
@settings(max_examples=RANDOM_RULES, deadline=None)
def test_the_forms_answers_for_a_rule_make_that_rule(rule):
    answers = rule_answers(rule)
    if answers["month_positions"] in dict(WhenMixin.MONTH_POSITIONS) or not answers["month_positions"]:
        assert build_rule(answers, rule.pauses, rule.skipped, rule.extra) == rule


@given(st.data())
@settings(max_examples=RANDOM_RULES, deadline=None)
def test_our_own_file_comes_back_with_the_same_rule_and_the_same_occurrences(data):
    rule = data.draw(rules())
    now = dt.datetime.combine(rule.day, T(0), BRUSSELS)
    held = rule.days(rule.day, rule.day + dt.timedelta(days=600)) or [rule.day]
    change = st.builds(
        Change,
        day=st.sampled_from(held[:40]),
        status=st.sampled_from(Status),
        note=st.sampled_from(["", "Neem een trui mee."]),
        new_day=st.none() | DAYS,
        new_start=st.none() | st.builds(T, st.integers(8, 20)),
    )
    changes = tuple(data.draw(st.lists(change, max_size=3, unique_by=lambda change: change.day)))
    event = CalendarEvent(
        uid="een@elders", rule=rule, title="Koffie", modified=MODIFIED, changes=changes, description="Elke week.",
        facts={"place_name": "De Veiling", "cancelled_note": ""},
    )  # fmt: skip
    reading = read_calendar(calendar_file([event], "Agenda"), now)
    window = (now, now + dt.timedelta(days=600))
    ours = schedule(rule, changes, *window)
    if not reading.events:
        assert {skipped.code for skipped in reading.skipped} == {"past"}
        assert ours == []
        return
    back = reading.events[0]
    theirs = schedule(back.rule, back.changes, *window)
    off = rule.frequency is Frequency.ONCE and bool(back.facts["cancelled"])

    def shown(planned, all_off=False):
        gone = {Status.CANCELLED: True}
        return [(p.starts_at, p.ends_at, gone.get(p.status, all_off), p.note) for p in planned]

    assert shown(theirs, off) == shown(ours)
    if rule.frequency is not Frequency.ONCE and not back.expanded:
        assert to_text(back.rule) == to_text(rule)


def test_everyday_repetitions_become_rules_that_an_editor_can_change():
    event = read(
        "DTSTART;TZID=Europe/Brussels:20261202T200000", "DURATION:PT2H30M", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"
    )
    assert event.rule == Rule(
        day=D(2026, 12, 2), start=T(20), end=T(22, 30), frequency="weekly", interval=2, weekdays=(2,)
    )
    assert not event.expanded


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Romance Standard Time", "W. Europe Standard Time"])
def test_a_neighbouring_zone_with_the_same_clock_is_the_same_rule(zone):
    event = read(f"DTSTART;TZID={zone}:20261202T200000", "RRULE:FREQ=WEEKLY")
    assert (event.rule.start, event.rule.frequency, event.expanded) == (T(20), Frequency.WEEKLY, False)


def test_a_series_in_universal_time_keeps_its_own_hour_in_summer():
    event = read("DTSTART:20270310T190000Z", "DTEND:20270310T200000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    assert starts(event) == ["2027-03-10 20:00", "2027-03-17 20:00", "2027-03-24 20:00", "2027-03-31 21:00"]
    assert event.expanded


def test_what_a_rule_of_ours_cannot_say_becomes_the_list_of_its_dates():
    event = read("DTSTART:20261130T200000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3")
    assert event.rule.frequency is Frequency.DATES
    assert starts(event) == ["2026-11-30 20:00", "2026-12-31 20:00", "2027-01-29 20:00"]


def test_skipped_extra_moved_and_cancelled_times_are_understood():
    series = vevent(
        "DTSTART:20261201T200000", "DTEND:20261201T220000", "RRULE:FREQ=WEEKLY;COUNT=5", "LOCATION:Zaal",
        "EXDATE:20261208T200000", "RDATE:20261210T200000", "DESCRIPTION:Kaarten in de zaal.",
    )  # fmt: skip
    moved = vevent("RECURRENCE-ID:20261215T200000", "DTSTART:20261216T190000", "DTEND:20261216T220000", "LOCATION:Café")
    gone = vevent("RECURRENCE-ID:20261222T200000", "DTSTART:20261222T200000", "STATUS:CANCELLED", "DESCRIPTION:Kerst.")
    event = read_calendar(file(series, moved, gone), NOW).events[0]
    assert starts(event) == [
        "2026-12-01 20:00",
        "2026-12-10 20:00",
        "2026-12-16 19:00",
        "2026-12-22 20:00",
        "2026-12-29 20:00",
    ]
    assert event.changes == (
        Change(day=D(2026, 12, 15), status=Status.MOVED, place="Café", new_day=D(2026, 12, 16), new_start=T(19), new_end=T(22)),
        Change(day=D(2026, 12, 22), status=Status.CANCELLED, note="Kerst."),
    )  # fmt: skip


def test_place_and_address_are_told_apart_and_what_is_private_stays_out():
    assert read("DTSTART:20261202", "LOCATION:De Veiling\\, Veilingstraat 1\\, Lindehoek").facts == {
        "title": "Kaarten",
        "description": "",
        "place_name": "De Veiling",
        "address": "Veilingstraat 1, Lindehoek",
        "cancelled": False,
    }
    assert refusal("DTSTART:20261202", "CLASS:PRIVATE") == "private"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART:20261202T200000", "RRULE:FREQ=SECONDLY"], "too_often"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=MINUTELY;COUNT=5"], "too_often"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=HOURLY;INTERVAL=24"], "too_often"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=DAILY;BYHOUR=8,9,10"], "too_often"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=DAILY;COUNT=10001"], "too_many"),
        (["DTSTART:19000101T200000", "RRULE:FREQ=DAILY"], "too_many"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=WEEKLY;BYSETPOS=40"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=WEEKLY;INTERVAL=0"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:FREQ=WEEKLY", "EXRULE:FREQ=DAILY"], "rule"),
        (["DTSTART:20261202T200000", "RRULE:nonsense"], "rule"),
        (["DTSTART:not a date"], "malformed"),
        (["DTSTART:20261202", "EXDATE:nonsense"], "malformed"),
        (["DTEND:20261202"], "no_begin"),
        (["DTSTART:20261202", "DTSTART:20261203"], "no_begin"),
        (["DTSTART:99991231T235959Z"], "times"),
        (["DTSTART:00010101"], "times"),
        (["DTSTART:20261202", "DTEND:20281202"], "times"),
        (["DTSTART:20200101"], "past"),
    ],
)
def test_what_is_not_taken_is_named(lines, code):
    assert refusal(*lines) == code


def test_one_bad_event_does_not_keep_the_others_out():
    bad = vevent("DTSTART:20261202T200000", "RRULE:FREQ=SECONDLY", uid="b", summary="Tik")
    reading = read_calendar(file(bad, vevent("DTSTART:20261202T200000", uid="g")), NOW)
    assert [event.uid for event in reading.events] == ["g"]
    assert [(skipped.title, skipped.code) for skipped in reading.skipped] == [("Tik", "too_often")]


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"\x00\xff\xfe", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"END:VCALENDAR\r\n" * 9,
     b"BEGIN:VCALENDAR\r\n" * 5000, b"PK\x03\x04" + b"\x00" * 4000],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(data):
    with pytest.raises(UnreadableError) as refused:
        read_calendar(data, NOW)
    assert refused.value.code == "no_calendar"


def test_files_without_end_are_refused():
    with pytest.raises(UnreadableError) as refused:
        read_calendar(file(*[vevent("DTSTART:20261202")] * 2001), NOW)
    assert refused.value.code == "too_long"
    with pytest.raises(UnreadableError):
        read_calendar(file(vevent(*["X-A:b"] * 130_000)), NOW)


def test_a_hostile_file_of_the_largest_size_ends_within_its_time(monkeypatch):
    monkeypatch.setattr("agenda.incoming.reading.TOTAL_SECONDS", 1)
    slow = ["DTSTART:20261202T200000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]
    data = file(*[vevent(*slow, uid=str(number)) for number in range(1500)])
    began = time.process_time()
    with pytest.raises(UnreadableError) as refused:
        read_calendar(data, NOW)
    assert refused.value.code == "slow"
    assert time.process_time() - began < 60  # a hang, not a measurement


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
@settings(max_examples=200, deadline=None)
def test_any_line_in_an_event_is_read_or_refused(line):
    body = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nSUMMARY:y\r\nDTSTART:20261202\r\n" + line
    with contextlib.suppress(UnreadableError):
        read_calendar(body + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", NOW)


VALUES = st.sampled_from(["", "x", "20261202", "20261202T100000Z", "P1D", "20261202/P1D", "FREQ=DAILY", "0", "é" * 50])
NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "CLASS", "CATEGORIES", "LOCATION",
         "X-DORPSPLEIN-FACTS", "X-DORPSPLEIN-PAUSE", "SEQUENCE", "SUMMARY", "DESCRIPTION", "UID"]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_mix_of_properties_is_read_or_refused(properties):
    read_calendar(file(vevent(*(f"{name}:{value}" for name, value in properties))), NOW)


def test_what_another_dorpsplein_wrote_is_checked_like_everything_else():
    facts = {
        "title": "T" * 500, "description": "<p onclick=x>Ja<script>alert(1)</script></p><a href='javascript:x'>y</a>",
        "contact_phone": "bel mij", "contact_email": "geen", "category": "vissen", "wheelchair": "ja", "hearing_loop": True,
        "place_name": ["x"], "price": "2\x00 euro", "owner": 1,
    }  # fmt: skip
    text = json.dumps(facts)
    found = read("DTSTART:20261202", f"X-DORPSPLEIN-FACTS:{text}").facts
    assert found == {
        "title": "T" * 200,
        "description": "<p>Ja</p><a>y</a>",
        "place_name": "",
        "address": "",
        "hearing_loop": True,
        "price": "2 euro",
        "cancelled": False,
    }
    assert read("DTSTART:20261202", "X-DORPSPLEIN-FACTS:" + "[" * 40_000).facts["title"] == "Kaarten"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een & twee\nregels\n\nNog een.", "<p>Een &amp; twee<br/>regels</p><p>Nog een.</p>"),
        ("1 < 2 > 0", "<p>1 &lt; 2 &gt; 0</p>"),
        ("<b>Vet</b><br>en <i style='x'>schuin</i><br><br>", "<p><b>Vet</b><br/>en <i>schuin</i></p>"),
        ("<div onclick='x'>Ja</div><img src=x onerror=y><script>z</script>", "<p>Ja</p>"),
        ("<a href='https://x.be'>x</a><a href=\"javascript:x\">y</a>", '<p><a href="https://x.be">x</a><a>y</a></p>'),
        ("", ""),
    ],
)
def test_descriptions_become_what_the_editors_field_has(text, html):
    assert from_elsewhere(text) == html
