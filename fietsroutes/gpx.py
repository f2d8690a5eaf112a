"""Reads GPX 1.0 and 1.1 from strangers: bytes in, points out, or a `TrackError` that says what to do.

The file is read as a stream of tags through defusedxml; no tree is built, so that a file of a few megabytes cannot
take up gigabytes. Namespaces are ignored: the formats differ in nothing that matters here, and files without exist.
Format: https://www.topografix.com/GPX/1/1/
"""

import math
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .elevation import HIGHEST_POSSIBLE_METRES, LOWEST_POSSIBLE_METRES
from .geometry import Point

MAX_BYTES = 25 * 1024 * 1024
MAX_POINTS = 200_000
MAX_TAGS = 4_000_000
MAX_DEPTH = 200
#: Longer than any number; what comes after is not read.
MAX_NUMBER_CHARACTERS = 64

#: Which line a point belongs to, by its tag.
POINT_TAGS = {"trkpt": "track", "rtept": "route", "rpt": "route"}


class TrackError(ValueError):
    """A file that cannot become a route; `message` is translatable and tells the editor what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class RawTrack:
    """What the file says, unjudged: lists of points, and how many points made no sense."""

    segments: list[list[Point]] = field(default_factory=list)
    track_count: int = 0
    unreadable_points: int = 0


HOW_TO_EXPORT = _(
    "Export the route as GPX from RouteYou, komoot, a node planner or your bicycle computer, and choose that file."
)
NOT_A_GPX = format_lazy("{} {}", _("This is not a GPX file."), HOW_TO_EXPORT)
TOO_LARGE = format_lazy(
    _("This file is larger than {megabytes} MB, more than any cycling route needs. Export only this one route."),
    megabytes=MAX_BYTES // (1024 * 1024),
)
TOO_MANY_POINTS = format_lazy(
    _("This track has more than {points} points. Export only this one route, or choose fewer points."),
    points=MAX_POINTS,
)
TOO_COMPLICATED = format_lazy("{} {}", _("This file is too complicated to be a cycling route."), HOW_TO_EXPORT)
ONLY_WAYPOINTS = _(
    "This GPX holds only separate places (waypoints) and no line to follow. Choose “track” when you export it."
)
NO_TRACK = _("This GPX holds no line to follow. Choose “track” when you export it, and choose that file.")

#: Formats that people take for a GPX, by the first bytes or the outermost tag.
KNOWN_STARTS = (
    (b"PK\x03\x04", _("This is a zip file. Unpack it first and choose the GPX file inside.")),
    (b"%PDF", format_lazy("{} {}", _("This is a PDF, not a GPX file."), HOW_TO_EXPORT)),
)
KNOWN_ROOTS = {
    "kml": _("This is a KML file (Google Earth), even if its name ends in .gpx. Export the route as GPX instead."),
    "trainingcenterdatabase": _("This is a TCX file (Garmin training). Export the route as GPX instead."),
    "html": format_lazy("{} {}", _("This is a web page that was saved, not a GPX file."), HOW_TO_EXPORT),
}
FIT_FILE = _("This is a FIT file (Garmin). Export the route as GPX instead.")


def read_gpx(data: bytes) -> RawTrack:
    """Read the points of the tracks, or of the routes where no track has points.

    Raises TrackError for anything that is not a GPX with a line in it, for a document type or entities, and for a
    file over MAX_BYTES or MAX_POINTS.
    """
    if len(data) > MAX_BYTES:
        raise TrackError(TOO_LARGE)
    for start, message in KNOWN_STARTS:
        if data.startswith(start):
            raise TrackError(message)
    if data[8:12] == b".FIT":
        raise TrackError(FIT_FILE)
    reader = _read_tags(data)
    if reader.track.segments:
        return reader.track
    if reader.route.segments:
        return reader.route
    raise TrackError(ONLY_WAYPOINTS if reader.has_waypoints else NO_TRACK)


def _read_tags(data: bytes) -> "_TagReader":
    """Feed the bytes to the parser; a second time with a forced encoding when the file is wrong about its own."""
    data = data.lstrip(b" \t\r\n")
    if not data:
        raise TrackError(format_lazy("{} {}", _("This file is empty."), HOW_TO_EXPORT))
    try:
        return _parse(data, encoding=None)
    except ParseError:
        forced = _forced_encoding(data)
    try:
        if forced:
            return _parse(data, encoding=forced)
    except ParseError:
        pass
    raise TrackError(_damaged(data))


def _parse(data: bytes, encoding: str | None) -> "_TagReader":
    reader = _TagReader()
    parser = DefusedXMLParser(target=reader, encoding=encoding, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise TrackError(TOO_COMPLICATED) from error
    except (LookupError, UnicodeError, ValueError) as error:
        # An encoding that Python does not know, or cannot use here, ends as one of these instead of as a ParseError.
        if isinstance(error, TrackError):
            raise
        raise ParseError(str(error)) from error
    return reader


def _forced_encoding(data: bytes) -> str | None:
    """Guess the encoding of a file whose declaration is wrong; None where there is nothing to guess."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"  # saved again by a program that left the declaration as it was
    if b"\x00" in data[:4]:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"


def _damaged(data: bytes) -> str | Promise:
    start = data[:2000].replace(b"\x00", b"").lower()
    if b"<gpx" in start:
        return format_lazy("{} {}", _("This GPX file is damaged or was cut off half-way."), HOW_TO_EXPORT)
    for root, message in KNOWN_ROOTS.items():
        if b"<" + root.encode() in start:
            return message
    return NOT_A_GPX


class _TagReader:
    """Target of the XML parser: keeps the points and forgets all else."""

    def __init__(self) -> None:
        self.track = RawTrack()
        self.route = RawTrack()
        self.has_waypoints = False
        self._tags = 0
        self._points = 0
        self._path: list[str] = []
        self._new_segment = True
        #: Where the point now open was put: its segment and its index there; None when it was unreadable.
        self._open_point: tuple[list[Point], int] | None = None
        #: The text of an elevation, while one is open.
        self._elevation: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2].lower()
        self._tags += 1
        if not self._path and name != "gpx":
            raise TrackError(KNOWN_ROOTS.get(name, NOT_A_GPX))
        self._path.append(name)
        if self._tags > MAX_TAGS or len(self._path) > MAX_DEPTH:
            raise TrackError(TOO_COMPLICATED)
        if name in ("trk", "trkseg", "rte"):
            self._new_segment = True
            if name == "trk":
                self.track.track_count += 1
            elif name == "rte":
                self.route.track_count += 1
        elif name == "wpt":
            self.has_waypoints = True
        elif name in POINT_TAGS:
            self._start_point(name, attributes)
        elif name == "ele" and self._path[-2] in ("trkpt", "rtept"):
            self._elevation = ""

    def _start_point(self, name: str, attributes: dict[str, str]) -> None:
        self._points += 1
        if self._points > MAX_POINTS:
            raise TrackError(TOO_MANY_POINTS)
        raw = self.track if POINT_TAGS[name] == "track" else self.route
        latitude, longitude = _number(attributes.get("lat")), _number(attributes.get("lon"))
        self._open_point = None
        if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
            raw.unreadable_points += 1
            return
        if self._new_segment or not raw.segments:
            raw.segments.append([])
            self._new_segment = False
        # Garmin's routes keep the real line as `rpt` points inside a route point: the order of opening tags is the
        # order of riding.
        segment = raw.segments[-1]
        segment.append(Point(latitude, longitude))
        self._open_point = (segment, len(segment) - 1)

    def data(self, text: str) -> None:
        if self._elevation is not None and len(self._elevation) <= MAX_NUMBER_CHARACTERS:
            self._elevation += text[: MAX_NUMBER_CHARACTERS + 1]

    def end(self, _tag: str) -> None:
        name = self._path.pop()
        if name != "ele" or self._elevation is None:
            return
        elevation = _number(self._elevation)
        self._elevation = None
        if elevation is None or self._open_point is None:
            return
        if LOWEST_POSSIBLE_METRES <= elevation <= HIGHEST_POSSIBLE_METRES:
            segment, index = self._open_point
            segment[index] = segment[index]._replace(elevation=elevation)

    def close(self) -> None:
        """Nothing is left to do; the parser asks for it."""


def _number(text: str | None) -> float | None:
    """Give the finite number in the text, also with a decimal comma; None where there is none."""
    if text is None or len(text) > MAX_NUMBER_CHARACTERS:
        return None
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
