"""The demo's files of events say what the editor's form can say."""

import datetime as dt

import pytest

from agenda.models import CalendarSource, EventPage
from demo.agendas import event_of, follow_calendar
from demo.content_files import CONTENT, VILLAGES, Library, read

pytestmark = pytest.mark.django_db  # making a page asks for its content type
BEGIN, END = dt.date(2026, 11, 1), dt.date(2028, 1, 1)


@pytest.mark.parametrize("village", VILLAGES)
def test_every_event_of_the_demo_has_a_rule_and_changes_that_fit_it(village):
    events = [event_of(data) for data in read(CONTENT / village / "events.toml")["event"]]
    assert len(events) >= 20
    assert sum(event.repeats for event in events) >= len(events) // 2
    for event in events:
        days = event.rule.days(BEGIN, END)
        assert days, event.title
        assert {change.day for change in event.planned_changes()} <= set(days), event.title


def test_a_monthly_demo_event_keeps_its_weekday():
    data = next(data for data in read(CONTENT / "lindehoek" / "events.toml")["event"] if data["slug"] == "repair-cafe")
    assert {day.weekday() for day in event_of(data).rule.days(BEGIN, END)} == {5}


def test_the_demo_follows_the_calendar_of_a_gymnastics_club(zavelberg):
    follow_calendar(zavelberg, Library(zavelberg))
    assert CalendarSource.objects.get().report == {"created": 2, "skipped": []}
    gym = EventPage.objects.get(title="Zachte gym")
    assert (gym.live, gym.frequency, gym.changes.get().status) == (True, "weekly", "cancelled")
    assert gym.address == "Schoolstraat 4, Zavelberg"
