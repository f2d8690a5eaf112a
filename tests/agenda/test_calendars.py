"""Calendars to subscribe to."""

import datetime as dt
import json
from xml.etree import ElementTree

import icalendar
import pytest
import recurring_ical_events

from agenda.calendar_file import CalendarEvent, calendar_file
from agenda.models import Occurrence, OccurrenceChange
from agenda.recurrence import BRUSSELS, Rule
from demo.factories import home_of

D, T = dt.date, dt.time
MODIFIED = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def calendar(response):
    return icalendar.Calendar.from_ical(response.content)


def summaries(response):
    return [str(event["SUMMARY"]) for event in calendar(response).walk("VEVENT")]


def test_lines_are_folded_at_75_octets_and_end_in_crlf():
    rule = Rule(day=D(2026, 11, 25), start=T(15))
    event = CalendarEvent(uid="een", rule=rule, title="É" * 100, modified=MODIFIED, description="Een; twee, drie\nvier")
    data = calendar_file([event], "Agenda")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"DESCRIPTION:Een\\; twee\\, drie\\nvier" in data


def test_time_zone_is_told_with_both_changes_of_the_clock():
    zone = icalendar.Calendar.from_ical(calendar_file([], "Agenda")).walk("VTIMEZONE")[0].to_tz()
    assert dt.datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset() == dt.timedelta(hours=2)
    assert dt.datetime(2026, 12, 1, 12, tzinfo=zone).utcoffset() == dt.timedelta(hours=1)


def test_single_event_that_is_moved_has_no_recurrence_id():
    from agenda.schedule import Change, Status

    change = Change(day=D(2026, 11, 25), status=Status.MOVED, new_day=D(2026, 11, 27))
    rule = Rule(day=D(2026, 11, 25), start=T(15))
    data = calendar_file([CalendarEvent(uid="een", rule=rule, title="Quiz", modified=MODIFIED, changes=(change,))], "A")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert "RECURRENCE-ID" not in event
    assert event["DTSTART"].dt.date() == D(2026, 11, 27)


def test_change_to_a_single_event_that_was_skipped_does_not_bring_it_back():
    from agenda.schedule import Change

    rule = Rule(day=D(2026, 11, 25), start=T(15), skipped=(D(2026, 11, 25),))
    change = Change(day=D(2026, 11, 25), note="Toch niet.")
    data = calendar_file([CalendarEvent(uid="een", rule=rule, title="Quiz", modified=MODIFIED, changes=(change,))], "A")
    assert not recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between((2026, 1, 1), (2027, 1, 1))


@pytest.mark.django_db
def test_calendar_of_a_village_gives_back_the_occurrences_of_its_agenda(lindehoek, zavelberg, make_event, visit):
    change = OccurrenceChange(day=D(2026, 12, 2), status="moved", new_day=D(2026, 12, 4))
    make_event(lindehoek, frequency="weekly", repeat_count=5, children={"changes": [change]})
    make_event(lindehoek, title="Kermis", start_time=None, end_time=None, end_date=D(2026, 11, 28))
    make_event(zavelberg, title="Elders")
    response = visit(lindehoek).get("/agenda/agenda.ics")
    begin, end = dt.datetime(2026, 1, 1, tzinfo=BRUSSELS), dt.datetime(2028, 1, 1, tzinfo=BRUSSELS)
    found = recurring_ical_events.of(calendar(response)).between(begin, end)
    as_days = sorted((str(e["SUMMARY"]), e["DTSTART"].dt.isoformat()[:10]) for e in found)
    ours = Occurrence.objects.in_village(lindehoek.site).select_related("event")
    assert as_days == sorted((o.event.title, o.local_day.isoformat()) for o in ours)
    assert response.headers["Content-Type"].startswith("text/calendar")


@pytest.mark.django_db
def test_cancelled_occurrence_is_cancelled_in_the_calendar_too(lindehoek, make_event, visit):
    change = OccurrenceChange(day=D(2026, 12, 2), status="cancelled", note="De zaal is bezet.")
    make_event(lindehoek, frequency="weekly", repeat_count=3, children={"changes": [change]})
    master, changed = calendar(visit(lindehoek).get("/agenda/koffie-van-woensdag/agenda.ics")).walk("VEVENT")
    assert (master["STATUS"], changed["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert master["UID"] == changed["UID"]
    assert changed["RECURRENCE-ID"].dt == dt.datetime(2026, 12, 2, 15, tzinfo=BRUSSELS)
    assert changed["SUMMARY"] == "Afgelast: Koffie van woensdag"
    assert "De zaal is bezet." in changed["DESCRIPTION"]


@pytest.mark.django_db
def test_event_tells_its_sentence_contact_and_place(lindehoek, make_event, visit):
    make_event(
        lindehoek, frequency="weekly", interval=2, address="Veilingstraat 1", description="<p>Kom af.</p><p>Vrij.</p>"
    )
    (event,) = calendar(visit(lindehoek).get("/agenda/agenda.ics")).walk("VEVENT")
    assert "Om de 2 weken op woensdag van 15 tot 17 uur" in event["DESCRIPTION"]
    assert "Kom af.\nVrij." in event["DESCRIPTION"]
    assert event["CONTACT"] == "Ilse Wouters, 0470 00 00 10"
    assert event["LOCATION"] == "De Veiling, Veilingstraat 1"
    assert event["URL"] == "http://lindehoek.localhost/agenda/koffie-van-woensdag/"


@pytest.mark.django_db
def test_uid_stays_and_sequence_rises_when_an_event_is_published_again(lindehoek, make_event, visit):
    event = make_event(lindehoek)
    event.first_published_at -= dt.timedelta(seconds=30)
    event.save()
    (before,) = calendar(visit(lindehoek).get("/agenda/agenda.ics")).walk("VEVENT")
    event.last_published_at += dt.timedelta(seconds=10)
    event.title = "Thee"
    event.save()
    (after,) = calendar(visit(lindehoek).get("/agenda/koffie-van-woensdag/agenda.ics")).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.django_db
def test_calendar_of_a_kind_holds_that_kind_only(lindehoek, make_event, visit):
    make_event(lindehoek, title="Voetbal", category="sports")
    make_event(lindehoek, title="Koffie", category="meeting")
    assert summaries(visit(lindehoek).get("/agenda/sport.ics")) == ["Voetbal"]
    assert visit(lindehoek).get("/agenda/onzin.ics").status_code == 404


@pytest.mark.django_db
def test_calendar_says_unchanged_until_something_changes(lindehoek, make_event, visit):
    event = make_event(lindehoek)
    client = visit(lindehoek)
    for url in (
        "/agenda/agenda.ics",
        "/agenda/koffie-van-woensdag/agenda.ics",
        "/agenda/rss.xml",
        "/agenda/agenda.json",
    ):
        first = client.get(url)
        assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
        assert client.get(url, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    etag = client.get("/agenda/agenda.ics").headers["ETag"]
    event.unpublish()
    assert client.get("/agenda/agenda.ics", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.django_db
def test_unpublished_event_is_in_no_calendar(lindehoek, make_event, visit):
    make_event(lindehoek, publish=False)
    client = visit(lindehoek)
    assert summaries(client.get("/agenda/agenda.ics")) == []
    assert client.get("/agenda/koffie-van-woensdag/agenda.ics").status_code == 404


@pytest.mark.django_db
def test_calendar_costs_the_same_queries_for_one_event_and_for_thirty(
    lindehoek, make_event, visit, django_assert_max_num_queries
):
    counts = []
    client = visit(lindehoek)
    for number in (1, 29):
        for index in range(number):
            make_event(lindehoek, title=f"Koffie {number} {index}", frequency="weekly")
        client.get("/agenda/agenda.ics")
        with django_assert_max_num_queries(12) as captured:
            client.get("/agenda/agenda.ics")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_feeds_tell_the_coming_month(lindehoek, make_event, visit, monkeypatch):
    now = dt.datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
    monkeypatch.setattr("agenda.views.feeds.timezone.now", lambda: now)
    make_event(
        lindehoek,
        frequency="weekly",
        children={"changes": [OccurrenceChange(day=D(2026, 12, 2), status="cancelled")]},
    )
    rss = ElementTree.fromstring(visit(lindehoek).get("/agenda/rss.xml").content)
    titles = [item.findtext("title") for item in rss.iter("item")]
    assert titles[0] == "Koffie van woensdag, woensdag 25 november 2026"
    assert titles[1].endswith("woensdag 2 december 2026")
    assert len(titles) == 5
    feed = json.loads(visit(lindehoek).get("/agenda/agenda.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["_dorpsplein"]["status"] for item in feed["items"]][:2] == ["scheduled", "cancelled"]


@pytest.mark.django_db
def test_calendar_is_not_found_at_another_village(lindehoek, zavelberg, make_event, visit):
    make_event(lindehoek)
    assert visit(zavelberg).get("/agenda/koffie-van-woensdag/agenda.ics").status_code == 404
    assert home_of(zavelberg).title == "Zavelberg"
