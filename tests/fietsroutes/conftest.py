"""Tracks and routes to test with."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from demo.factories import add_page, make_audio, make_image, routes_of
from fietsroutes.models import RoutePage, Stop

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
Places = Iterable[tuple[float, float, float | None]]


def _points(places: Places, tag: str = "trkpt") -> str:
    return "".join(
        f'<{tag} lat="{lat:.6f}" lon="{lon:.6f}">{"" if ele is None else f"<ele>{ele:.1f}</ele>"}</{tag}>'
        for lat, lon, ele in places
    )


@pytest.fixture
def loop() -> list[tuple[float, float, float | None]]:
    """A round of about 12.6 km near 51° N with two gentle hills, in 600 points."""
    return [
        (
            51 + 0.018 * math.sin(math.tau * i / 599),
            4.5 + 0.0286 * math.cos(math.tau * i / 599),
            20 + 15 * math.sin(2 * math.tau * i / 599),
        )
        for i in range(600)
    ]


@pytest.fixture
def gpx() -> Callable[..., bytes]:
    """Write tracks as GPX 1.1: one list of places per segment."""

    def write(*segments: Places) -> bytes:
        inside = "".join(f"<trkseg>{_points(segment)}</trkseg>" for segment in segments)
        return (
            f'{HEAD}<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
            f"<trk>{inside}</trk></gpx>"
        ).encode()

    return write


@pytest.fixture
def make_route(loop, gpx) -> Callable[..., RoutePage]:
    """Make a route of the village's, with so many stops."""

    def make(village: Any, *, stops: int = 1, publish: bool = True, **fields: Any) -> RoutePage:
        audio = make_audio(village) if stops else None
        photo = make_image(village) if stops else None
        parent = routes_of(village)
        page = RoutePage(**{"title": "Langs het water", "nodes": "12, 34, 56", **fields})
        page.parent_page = parent
        page.put_gpx(gpx(loop), "route.gpx")
        page.stops = [
            Stop(
                title=f"Halte {number}",
                at_metres=300 * number,
                text="<p>Kijk naar links.</p>",
                audio=audio,
                photo=photo,
                transcript=f"Hier stond de brug van {village.name}.",
                question="Hoeveel eenden zie je?",
                locale=parent.locale,
            )
            for number in range(1, stops + 1)
        ]
        return add_page(parent, page, publish=publish)

    return make
