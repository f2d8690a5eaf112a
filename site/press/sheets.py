"""Loose sheets from the press: a poster for an event, the sheet of a cycling route, the month for the notice board."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from press.colours import INK, print_colour
from press.document import AgendaDay, ContactPoint, Photo, RecurringActivity
from press.layouts import Measures
from press.links import breakable, paper_address
from press.typeset import compile_job, midnight
from press.writer import Writer

PaperSize = Literal["a4", "a5"]
EPOCH = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster for one event or series. ``when`` is its date sentence; ``url`` becomes a QR code, nothing where empty."""

    title: str
    when: str
    place: str = ""
    contact: str = ""
    phone: str = ""
    text: str = ""
    price: str = ""
    url: str = ""
    village: str = ""
    colour: str = INK
    language: str = "nl"
    crest: Path | None = None
    photo: Photo | None = None
    published_on: datetime.date = EPOCH


@dataclass(frozen=True, slots=True)
class RouteStop:
    """A stop: where (``at_text``: "na 3,2 km"), what is told there, and the address of its sound."""

    number: int
    title: str
    latitude: float
    longitude: float
    at_text: str = ""
    text: str = ""
    question: str = ""
    transcript: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """A cycling route on paper. ``track`` is (latitude, longitude) in degrees (WGS 84); ``facts`` are short lines."""

    title: str
    track: tuple[tuple[float, float], ...]
    stops: tuple[RouteStop, ...] = ()
    nodes: tuple[int, ...] = ()
    intro: str = ""
    facts: tuple[str, ...] = ()
    facilities: str = ""
    url: str = ""
    village: str = ""
    colour: str = INK
    language: str = "nl"
    crest: Path | None = None
    contact: ContactPoint | None = None
    published_on: datetime.date = EPOCH


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month's agenda on one A4 for the notice board. ``title`` is the month ("December 2026")."""

    title: str
    days: tuple[AgendaDay, ...] = ()
    recurring: tuple[RecurringActivity, ...] = ()
    url: str = ""
    village: str = ""
    colour: str = INK
    language: str = "nl"
    crest: Path | None = None
    contact: ContactPoint | None = None
    published_on: datetime.date = EPOCH
    nearby: tuple[AgendaDay, ...] = ()
    nearby_recurring: tuple[RecurringActivity, ...] = ()


def render_poster(poster: Poster, size: PaperSize = "a4") -> bytes:
    """The poster as a tagged one-page PDF. Raises a ``PressError`` subclass."""
    writer = _writer(poster.language, size)
    data = _common(writer, poster.village, poster.colour, poster.crest)
    keys = ("when", "place", "contact", "phone", "price")
    data |= {key: writer.plain(getattr(poster, key), 240) for key in keys}
    data |= {"title": writer.plain(poster.title, 160), "text": writer.plain(poster.text, 700)}
    data["photo"] = writer.photo(poster.photo, writer.measures.page_width_mm) if poster.photo else None
    data |= _link(writer, poster.url)
    return _print(writer, data, "poster.typ", poster.published_on)


def render_route_sheet(sheet: RouteSheet) -> bytes:
    """The route on A4 pages: map, nodes in big figures, each stop with QR code and its whole story.

    Raises a ``PressError`` subclass.
    """
    writer = _writer(sheet.language, "a4")
    data = _common(writer, sheet.village, sheet.colour, sheet.crest)
    drawn = _map(writer, sheet)
    data |= {
        "title": writer.plain(sheet.title, 160),
        "intro": writer.plain(sheet.intro, 900),
        "facts": [writer.plain(fact, 200) for fact in sheet.facts],
        "facilities": writer.plain(sheet.facilities, 900),
        "nodes": [str(int(node)) for node in sheet.nodes],
        "map": drawn,
        "stops": [
            {
                "number": str(stop.number),
                **{key: writer.plain(getattr(stop, key), 4_000) for key in ("title", "at_text", "text", "question")},
                "transcript": writer.plain(stop.transcript, 8_000),
                **_link(writer, stop.url),
            }
            for stop in sheet.stops
        ],
        "contact": writer.contact(sheet.contact),
        **_link(writer, sheet.url),
    }
    return _print(writer, data, "route.typ", sheet.published_on)


def render_month(sheet: MonthSheet) -> bytes:
    """The month on one A4, its letter as large as fits. Raises a ``PressError`` subclass."""
    writer = _writer(sheet.language, "a4")
    data = _common(writer, sheet.village, sheet.colour, sheet.crest)
    data |= {
        "title": writer.plain(sheet.title, 60),
        "days": [writer.day(day) for day in sheet.days],
        "recurring": [writer.activity(activity) for activity in sheet.recurring],
        "nearby": [writer.day(day) for day in sheet.nearby],
        "nearby_recurring": [writer.activity(activity) for activity in sheet.nearby_recurring],
        "contact": writer.contact(sheet.contact),
        **_link(writer, sheet.url),
    }
    return _print(writer, data, "month.typ", sheet.published_on)


def _writer(language: str, size: PaperSize) -> Writer:
    if size == "a5":
        measures = Measures("a5", 148, 210, 10, 12, 11, 1, 5, 10.5, 14, 0.72, 8.6, True, False)
    else:
        measures = Measures("a4", 210, 297, 14, 16, 15, 2, 7, 11, 15, 1.0, 9.4, True, False)
    return Writer(language, measures, colour=True)


def _common(writer: Writer, village: str, colour: str, crest: Path | None) -> dict[str, Any]:
    return {
        **writer.frame(colour),
        "village": writer.plain(village, 80),
        "crest": writer.emblem(crest, 20),
    }


def _link(writer: Writer, url: str) -> dict[str, Any]:
    """An address as the template shows it: QR code file, what to type, what to click; Nones where there is none."""
    if not url:
        return {"qr": None, "address": "", "spoken": "", "href": ""}
    spoken = writer.printable(paper_address(url))
    return {"qr": writer.code(url), "address": breakable(spoken), "spoken": spoken, "href": url}


def _map(writer: Writer, sheet: RouteSheet) -> dict[str, Any] | None:
    """The track as an SVG line with the places of the stops as shares of its width and height.

    Equirectangular projection, true at the middle latitude: over 25 km the error stays far under a line's width.
    """
    points = [p for p in sheet.track if math.isfinite(p[0]) and math.isfinite(p[1])]
    if len(points) < 2:
        return None
    middle = math.radians(sum(p[0] for p in points) / len(points))
    flat = [(lon * math.cos(middle), -lat) for lat, lon in points]
    left, top = min(x for x, _ in flat), min(y for _, y in flat)
    span_x = max(x for x, _ in flat) - left
    span_y = max(y for _, y in flat) - top
    largest = max(span_x, span_y, 1e-9)
    width, height = 1000 * max(span_x / largest, 0.3), 1000 * max(span_y / largest, 0.3)
    step = max(1, len(flat) // 1500)

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            (x - left) / largest * 1000 + (width - span_x / largest * 1000) / 2,
            (y - top) / largest * 1000 + (height - span_y / largest * 1000) / 2,
        )

    line = " L".join(f"{x:.1f} {y:.1f}" for x, y in (place(*p) for p in [*flat[::step], flat[-1]]))
    stroke = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    writer.files["route.svg"] = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-30 -30 {width + 60:.0f} {height + 60:.0f}" '
        f'width="{width + 60:.0f}" height="{height + 60:.0f}">'
        f'<path d="M{line}" {stroke} stroke="#ffffff" stroke-width="20"/>'
        f'<path d="M{line}" {stroke} stroke="{print_colour(sheet.colour)}" stroke-width="9"/></svg>'
    ).encode()
    stops = []
    for stop in sheet.stops:
        x, y = place(stop.longitude * math.cos(middle), -stop.latitude)
        stops.append({"number": str(stop.number), "x": (x + 30) / (width + 60), "y": (y + 30) / (height + 60)})
    return {"file": "route.svg", "ratio": (height + 60) / (width + 60), "stops": stops}


def _print(writer: Writer, data: dict[str, Any], template: str, day: datetime.date) -> bytes:
    data["date"] = [day.year, day.month, day.day]
    return compile_job(writer.job(data), template, timestamp=midnight(day)).pdf
