"""What residents take along: a calendar on their phone, a poster for the window, the month for the notice board."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.utils import timezone

from agenda.models import OccurrenceChange
from demo.factories import make_event
from press.errors import PressError
from villages.models import Neighbour

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def text_of(response):
    assert response["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(b"".join(response.streaming_content)))
    assert len(reader.pages) == 1
    page = reader.pages[0]
    return round(float(page.mediabox.width) / 72 * 25.4), " ".join(page.extract_text().split())


def test_the_ways_to_follow_the_agenda_stand_on_one_page(lindehoek, visit):
    client = visit(lindehoek)
    page = client.get("/agenda/abonneren/").content.decode()
    assert 'href="webcal://lindehoek.localhost/agenda/agenda.ics"' in page
    assert 'href="webcal://lindehoek.localhost/agenda/sport.ics"' in page
    for address in re.findall(r'(?:href|src)="(/agenda/[^"]+\.(?:ics|svg|xml|json|pdf))"', page):
        assert client.get(address).status_code == 200, address
    assert "http://lindehoek.localhost/agenda/agenda.ics" in page
    assert "/agenda/abonneren/" in client.get("/agenda/").content.decode()


def test_the_code_of_a_calendar_is_made_here_and_only_for_those_there_are(lindehoek, visit):
    client = visit(lindehoek)
    response = client.get("/agenda/sport.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content != client.get("/agenda/agenda.svg").content
    for name in ("vissen", "sports", "agenda-vissen"):
        assert client.get(f"/agenda/{name}.svg").status_code == 404


def test_a_series_can_be_followed_by_itself(lindehoek, visit):
    event = make_event(lindehoek, start_date=TOMORROW, frequency="weekly")
    page = visit(lindehoek).get(event.url).content.decode()
    assert f'href="webcal://lindehoek.localhost/agenda/{event.slug}/agenda.ics"' in page
    once = make_event(lindehoek, title="Een keer", start_date=TOMORROW)
    assert f"/{once.slug}/agenda.ics" in (page := visit(lindehoek).get(once.url).content.decode())
    assert "webcal://" not in page.split("<main")[1].split("<footer")[0]


@pytest.mark.parametrize(("size", "width_mm"), [("a4", 210), ("a5", 148)])
def test_the_poster_tells_everything_that_a_neighbour_needs(lindehoek, visit, size, width_mm):
    event = make_event(lindehoek, title="Kaartavond", start_date=TOMORROW, frequency="weekly", price="2 euro")
    page = visit(lindehoek).get(event.url).content.decode()
    address = f"{event.url}poster-{size}.pdf".replace("http://lindehoek.localhost", "")
    assert address in page
    response = visit(lindehoek).get(address)
    width, text = text_of(response)
    assert width == width_mm
    for words in ("Kaartavond", "Elke", "van 15 tot 17 uur", "Zaal De Linde", "0470 00 00 12", "2 euro"):
        assert words in text
    again = visit(lindehoek).get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_is_called_off_has_no_poster(lindehoek, visit):
    event = make_event(lindehoek, start_date=TOMORROW, cancelled=True)
    assert visit(lindehoek).get(f"{event.url}poster-a4.pdf").status_code == 404
    assert "poster-a4" not in visit(lindehoek).get(event.url).content.decode()


def test_neither_drafts_nor_other_villages_have_posters(lindehoek, zavelberg, visit):
    draft = make_event(lindehoek, title="Geheim", start_date=TOMORROW, publish=False)
    event = make_event(lindehoek, start_date=TOMORROW)
    assert visit(lindehoek).get(f"/agenda/{draft.slug}/poster-a4.pdf").status_code == 404
    assert visit(zavelberg).get(f"/agenda/{event.slug}/poster-a4.pdf").status_code == 404


def test_the_month_for_the_notice_board_is_one_sheet_of_this_village(lindehoek, zavelberg, visit):
    month = (TOMORROW + dt.timedelta(days=40)).replace(day=1)
    make_event(lindehoek, title="Kermis", start_date=month)
    make_event(lindehoek, title="Wandelclub", start_date=month, frequency="weekly")
    make_event(lindehoek, title="Later pas", start_date=month + dt.timedelta(days=70), frequency="weekly")
    make_event(
        lindehoek, title="Afgelaste quiz", start_date=month, changes=[OccurrenceChange(day=month, status="cancelled")]
    )
    make_event(zavelberg, title="Zavelfeest", start_date=month)
    make_event(zavelberg, title="Zavelkermis", start_date=month, for_neighbours=True)
    address = f"/agenda/maand/{month:%Y-%m}/prikbord.pdf"
    assert address in visit(lindehoek).get(f"/agenda/maand/{month:%Y-%m}/").content.decode()
    width, text = text_of(visit(lindehoek).get(address))
    assert width == 210
    for words in ("Kermis", "Wandelclub", "Elke", "Afgelaste quiz", "Afgelast", "Lindehoek"):
        assert words in text
    for words in ("Later pas", "Zavelfeest", "Zavelkermis"):
        assert words not in text
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    text = text_of(visit(lindehoek).get(address))[1]
    assert "Zavelkermis" in text
    assert "Zavelfeest" not in text


@pytest.mark.parametrize("month", ["2026-13", "1900-01", "9999-12"])
def test_a_month_that_is_not_kept_has_no_sheet(lindehoek, visit, month):
    assert visit(lindehoek).get(f"/agenda/maand/{month}/prikbord.pdf").status_code == 404


def test_a_sheet_that_cannot_be_made_says_so(lindehoek, visit, monkeypatch):
    def refuse(*args):
        raise PressError("vol")

    monkeypatch.setattr("agenda.views.paper.printed_poster", refuse)
    event = make_event(lindehoek, start_date=TOMORROW)
    response = visit(lindehoek).get(f"{event.url}poster-a4.pdf")
    assert response.status_code == 503
    assert "Het blad is niet klaar" in response.content.decode()
