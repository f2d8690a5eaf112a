"""A route as a GPX 1.1 file for a bicycle computer. Format: https://www.topografix.com/GPX/1/1/"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from .geometry import Point


class Waypoint(NamedTuple):
    """A stop on the map: degrees and a name."""

    latitude: float
    longitude: float
    name: str


def write_gpx(name: str, segments: Sequence[Sequence[Point]], waypoints: Iterable[Waypoint]) -> str:
    """Give the file with every point of the line.

    Only places and heights are in it: times, heart rates and device numbers of whoever rode it first are not.
    """
    return "".join(_lines(name, segments, waypoints))


def _lines(name: str, segments: Sequence[Sequence[Point]], waypoints: Iterable[Waypoint]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gpx version="1.1" creator="Dorpsplein" xmlns="http://www.topografix.com/GPX/1/1">\n'
    yield f"<metadata><name>{_text(name)}</name></metadata>\n"
    for place in waypoints:
        yield f'<wpt lat="{place.latitude:.6f}" lon="{place.longitude:.6f}"><name>{_text(place.name)}</name></wpt>\n'
    yield f"<trk><name>{_text(name)}</name>\n"
    for segment in segments:
        yield "<trkseg>\n"
        for point in segment:
            height = "" if point.elevation is None else f"<ele>{point.elevation:.1f}</ele>"
            yield f'<trkpt lat="{point.latitude:.6f}" lon="{point.longitude:.6f}">{height}</trkpt>\n'
        yield "</trkseg>\n"
    yield "</trk>\n</gpx>\n"


def _text(text: str) -> str:
    """Escape a text, leaving out the control characters that XML 1.0 forbids."""
    return escape("".join(character for character in text if character >= " "))
