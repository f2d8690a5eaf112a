"""What residents find: the list, the month, an event, and the files to subscribe to, each at its village's own host."""

import datetime as dt
import json
import re

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agenda.models import ExtraDate, Occurrence, OccurrenceChange, SeriesPause
from demo.factories import agenda_of, make_event

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def weekly(village, title="Wandelclub", **fields):
    return make_event(village, title=title, start_date=TOMORROW, frequency="weekly", repeat_count=6, **fields)


def this_month(day=TOMORROW):
    return f"/agenda/maand/{day:%Y-%m}/"


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_list_says_what_when_and_where(lindehoek, visit):
    make_event(lindehoek, title="Kaartavond", start_date=TOMORROW, place_name="Zaal De Linde")
    page = text_of(visit(lindehoek).get("/agenda/"))
    assert "Kaartavond" in page
    assert "van 15 tot 17 uur" in page
    assert "Zaal De Linde" in page


def test_a_series_is_told_in_a_sentence(lindehoek, visit):
    event = weekly(lindehoek)
    assert event.sentence.startswith("Elke ")
    assert event.sentence in text_of(visit(lindehoek).get("/agenda/"))
    assert event.sentence in text_of(visit(lindehoek).get(event.url))


def test_the_whole_sentence_stands_at_the_first_time_and_how_often_at_the_next(lindehoek, visit):
    event = weekly(lindehoek)
    told = re.findall(r'<p class="happening__series">(.*?)</p>', text_of(visit(lindehoek).get("/agenda/")))
    assert len(told) > 2
    assert told[0] == event.sentence
    assert set(told[1:]) == {event.sentence.partition(" van ")[0]}


def test_what_is_over_is_not_in_the_list(lindehoek, visit):
    make_event(lindehoek, title="Kermis van toen", start_date=TOMORROW - dt.timedelta(days=30))
    assert "Kermis van toen" not in text_of(visit(lindehoek).get("/agenda/"))


def test_villages_do_not_see_each_others_events(lindehoek, zavelberg, visit):
    make_event(lindehoek, title="Koffie in Lindehoek", start_date=TOMORROW)
    make_event(zavelberg, title="Koffie in Zavelberg", start_date=TOMORROW)
    for address in ["/", "/agenda/", this_month(), "/agenda/agenda.ics"]:
        page = visit(lindehoek).get(address).content.decode()
        assert "Koffie in Lindehoek" in page, address
        assert "Koffie in Zavelberg" not in page, address


def test_a_draft_is_nowhere(lindehoek, visit):
    draft = make_event(lindehoek, title="Geheim feest", start_date=TOMORROW, publish=False)
    for address in ["/", "/agenda/", this_month(), "/agenda/agenda.ics"]:
        assert "Geheim feest" not in visit(lindehoek).get(address).content.decode(), address
    assert visit(lindehoek).get(f"/agenda/{draft.slug}/").status_code == 404
    assert visit(lindehoek).get(f"/agenda/{draft.slug}/agenda.ics").status_code == 404


def test_an_unpublished_event_leaves_the_list(lindehoek, visit):
    event = make_event(lindehoek, title="Kaartavond", start_date=TOMORROW)
    event.unpublish()
    assert Occurrence.objects.count() == 0
    assert "Kaartavond" not in text_of(visit(lindehoek).get("/agenda/"))


def test_cancelled_occurrence_stays_visible_as_cancelled(lindehoek, visit):
    change = OccurrenceChange(day=TOMORROW, status="cancelled", note="De zaal staat onder water.")
    event = weekly(lindehoek, changes=[change])
    for address in ["/agenda/", this_month(), event.url]:
        assert "Afgelast" in text_of(visit(lindehoek).get(address)), address
    assert "De zaal staat onder water." in text_of(visit(lindehoek).get(event.url))
    assert Occurrence.objects.filter(event=event, status="scheduled").count() == 5


def test_moved_occurrence_stands_on_its_new_day(lindehoek, visit):
    new_day = TOMORROW + dt.timedelta(days=2)
    event = weekly(lindehoek, changes=[OccurrenceChange(day=TOMORROW, status="moved", new_day=new_day)])
    moved = Occurrence.objects.get(event=event, status="moved")
    assert moved.local_day == new_day
    assert "Verplaatst" in text_of(visit(lindehoek).get("/agenda/"))


def test_pauses_and_extra_dates_count(lindehoek):
    event = weekly(
        lindehoek,
        pauses=[SeriesPause(first_day=TOMORROW + dt.timedelta(days=6), last_day=TOMORROW + dt.timedelta(days=8))],
        extra_dates=[ExtraDate(day=TOMORROW + dt.timedelta(days=3))],
    )
    days = [(o.local_day - TOMORROW).days for o in Occurrence.objects.filter(event=event).order_by("starts_at")]
    assert days == [0, 3, 14, 21, 28, 35]


def test_the_filter_shows_one_kind(lindehoek, visit):
    make_event(lindehoek, title="Turnen", category="sports", start_date=TOMORROW)
    make_event(lindehoek, title="Voorlezen", category="kids", start_date=TOMORROW)
    page = text_of(visit(lindehoek).get("/agenda/?soort=sports"))
    assert "Turnen" in page
    assert "Voorlezen" not in page


@pytest.mark.parametrize("word", ["", "vissen", "%00", "sports'--", "x" * 5000])
def test_a_kind_that_does_not_exist_is_passed_over(lindehoek, visit, word):
    make_event(lindehoek, title="Turnen", category="sports", start_date=TOMORROW)
    response = visit(lindehoek).get(f"/agenda/?soort={word}")
    assert response.status_code == 200
    assert "Turnen" in response.content.decode()


def test_the_month_is_a_table_with_headings(lindehoek, visit):
    event = make_event(
        lindehoek, title="Kermis", start_date=TOMORROW, end_date=TOMORROW, start_time=None, end_time=None
    )
    page = text_of(visit(lindehoek).get(this_month()))
    assert page.count('scope="col"') == 7
    assert "<caption" in page
    assert event.get_url_parts()[2] in page
    assert 'aria-current="date"' in page or TOMORROW.month != timezone.localdate().month


@pytest.mark.parametrize(
    "address",
    [
        "maand/2026-13/",
        "maand/2026-00/",
        "maand/1900-01/",
        "maand/9999-12/",
        "maand/99999999999999999999-01/",
        "maand/abc/",
        "vissen.ics",
        "agenda-vissen.ics",
    ],
)
def test_what_does_not_exist_is_not_found(lindehoek, visit, address):
    assert visit(lindehoek).get(f"/agenda/{address}").status_code == 404


def test_the_event_page_gives_who_to_call(lindehoek, visit):
    event = make_event(lindehoek, contact_phone="0470 00 00 12", wheelchair=True, price="5 euro", bring_someone=True)
    page = text_of(visit(lindehoek).get(event.url))
    assert 'href="tel:+32470000012"' in page
    assert "Toegankelijk met een rolstoel" in page
    assert "5 euro" in page
    assert "Breng iemand mee." in page


def test_search_engines_read_the_next_dates_and_nothing_breaks_out(lindehoek, visit):
    event = weekly(lindehoek, title="Koffie </script><b>& taart")
    page = visit(lindehoek).get(event.url).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(found[1])
    assert len(data) == 6
    assert {item["name"] for item in data} == {event.title}
    assert data[0]["startDate"].startswith(TOMORROW.isoformat())


@pytest.mark.parametrize("which", ["agenda", "event"])
def test_calendars_stand_in_the_head_and_parse(lindehoek, visit, which):
    event = weekly(lindehoek)
    page = agenda_of(lindehoek) if which == "agenda" else event
    client = visit(lindehoek)
    head = client.get(page.url).content.decode()
    href = re.search(r'<link rel="alternate" type="text/calendar" href="([^"]+)"', head)[1]
    response = client.get(href)
    assert response["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(found["SUMMARY"]) for found in events] == ["Wandelclub"]
    assert client.get(href, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_calendar_of_one_kind(lindehoek, visit):
    weekly(lindehoek, category="sports")
    weekly(lindehoek, "Voorlezen", category="kids")
    page = visit(lindehoek).get("/agenda/?soort=sports").content.decode()
    ways = re.search(r'href="(/agenda/abonneren/[^"]*)"', page)[1]
    page = visit(lindehoek).get(ways).content.decode()
    href = re.search(r'href="(/agenda/[\w-]+\.ics)"', page.split("<main")[1])[1]
    file = visit(lindehoek).get(href).content.decode()
    assert "Wandelclub" in file
    assert "Voorlezen" not in file


@pytest.mark.parametrize("address", ["/agenda/", this_month(), "/agenda/agenda.ics"])
def test_thirty_events_ask_as_many_queries_as_one(lindehoek, visit, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert visit(lindehoek).get(address).status_code == 200
        return len(captured)

    weekly(lindehoek)
    queries()  # fills what is cached for good, such as content types
    with_one = queries()
    for number in range(29):
        make_event(lindehoek, title=f"Nummer {number}", start_date=TOMORROW)
    assert queries() == with_one


def test_a_month_asks_twelve_queries_at_most(lindehoek, visit):
    weekly(lindehoek)
    client = visit(lindehoek)
    client.get(this_month())  # fills what is cached: the village's address, its roots
    with CaptureQueriesContext(connection) as captured:
        assert client.get(this_month()).status_code == 200
    assert len(captured) <= 12
