"""Poster, route sheet and month sheet."""

import io
from dataclasses import replace

import pypdf
import pytest

from press.document import AgendaDay, AgendaItem, RecurringActivity
from press.sheets import MonthSheet, Poster, RouteSheet, RouteStop, render_month, render_poster, render_route_sheet
from tests.press.builders import photo, text_of

MM = 72 / 25.4
POSTER = Poster(
    "Koffie van woensdag",
    "Om de 2 weken op woensdag van 14 tot 16.30 uur",
    "De Veiling",
    "Ilse Wouters",
    "0470 00 00 10",
    url="https://lindehoek.example.be/agenda/koffie",
    village="Lindehoek",
)


def read(pdf: bytes) -> tuple[pypdf.PdfReader, str]:
    return pypdf.PdfReader(io.BytesIO(pdf)), text_of(pdf)


@pytest.mark.parametrize(("size", "width_mm"), [("a4", 210), ("a5", 148)])
def test_the_poster_is_one_page_with_everything_a_neighbour_needs(size, width_mm):
    reader, text = read(render_poster(POSTER, size))
    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.width) == pytest.approx(width_mm * MM, abs=0.1)
    for words in (
        "Koffie van",
        "Om de 2 weken op woensdag",
        "De Veiling",
        "0470 00 00 10",
        "lindehoek.example.be",
        "Lindehoek",
    ):
        assert words in text


def test_a_poster_with_a_photo_and_an_endless_title_stays_one_page(tmp_path):
    crowded = replace(
        POSTER, title="Kerstmarkt " * 14, when="woensdag " * 25, text="Breng je buur mee. " * 35, photo=photo(tmp_path)
    )
    assert len(read(render_poster(crowded))[0].pages) == 1


def test_the_route_sheet_tells_every_stop_in_full():
    track = tuple((50.9 + i / 1000, 5.0 + (i % 20) / 500) for i in range(400))
    stops = tuple(
        RouteStop(
            n,
            f"Halte {n}",
            *track[n * 60],
            at_text=f"na {n} km",
            transcript=f"Verhaal {n}. " * 60,
            question="Wat zie je?",
            url="https://example.be/x",
        )
        for n in range(1, 7)
    )
    reader, text = read(
        render_route_sheet(RouteSheet("Rond de linde", track, stops, (23, 45, 81), url="https://example.be/r"))
    )
    assert len(reader.pages) <= 5
    for n in range(1, 7):
        assert f"Halte {n}" in text
        assert text.count(f"Verhaal {n}.") == 60
    for node in ("23", "45", "81"):
        assert node in reader.pages[0].extract_text()


def test_a_route_without_track_stops_or_nodes_still_prints():
    assert read(render_route_sheet(RouteSheet("Rond de linde", ())))[1].startswith("Rond de linde")


@pytest.mark.parametrize("days", [0, 3, 31])
def test_the_month_is_always_one_page_with_every_activity(days):
    agenda = tuple(
        AgendaDay(
            "woensdag",
            str(n),
            "december",
            (AgendaItem(f"Activiteit {n}.", "15 uur", "De Veiling", "Ilse", "0470 00 00 10"),) * 2,
        )
        for n in range(1, days + 1)
    )
    recurring = tuple(RecurringActivity(f"Reeks {n}.", "elke woensdag van 14 tot 16 uur") for n in range(10))
    reader, text = read(
        render_month(MonthSheet("December 2026", agenda, recurring, "https://example.be/a", "Lindehoek"))
    )
    assert len(reader.pages) == 1
    assert all(text.count(f"Activiteit {n}.") == 2 for n in range(1, days + 1))
    assert all(f"Reeks {n}." in text for n in range(10))


def test_the_neighbours_stand_below_the_months_own_activities():
    near = (AgendaDay("zaterdag", "12", "december", (AgendaItem("Zavelmarkt", "15 uur", "De Zavelzaal, Zavelberg"),)),)
    often = (RecurringActivity("Zaveldans", "elke dinsdag van 14 tot 16 uur", "Zavelberg", "zavelberg.example.be"),)
    own = (AgendaDay("woensdag", "2", "december", (AgendaItem("Kerstmarkt"),)),)
    sheet = MonthSheet("December 2026", own, nearby=near, nearby_recurring=often, village="Lindehoek")
    reader, text = read(render_month(sheet))
    assert len(reader.pages) == 1
    places = [text.index(words) for words in ("Kerstmarkt", "Bij de buren", "Zavelmarkt", "Zaveldans")]
    assert places == sorted(places)
    assert "zaterdag 12 december, 15 uur" in text
    assert "zavelberg.example.be" in text
    assert "Bij de buren" not in read(render_month(MonthSheet("December 2026", own)))[1]
