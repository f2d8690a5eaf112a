"""The route as a drawing: numbers for an SVG that a template writes out, without inline styles. No database.

North is up. Lengths named `*_metres` are on the ground; all other numbers are units of the drawing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .geometry import Line, LinePoint, place_at, project

WIDTH = 400.0
MIN_HEIGHT, MAX_HEIGHT = 220.0, 480.0
MARGIN = 30.0
#: Two numbers nearer than this would hide each other; the later one is moved aside and tied to its place.
MARKER_DISTANCE = 31.0
#: The drawing needs no more points than this to look the same.
MIN_STEP = 0.6
SCALE_METRES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
PROFILE_WIDTH, PROFILE_HEIGHT = 1000.0, 100.0
PROFILE_STEPS_METRES = (5, 10, 20, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True)
class Marker:
    """A numbered stop: where its circle stands, and the spot on the line that it belongs to."""

    number: int
    x: float
    y: float
    spot_x: float
    spot_y: float

    @property
    def is_moved(self) -> bool:
        """Whether the circle stands beside its spot."""
        return (self.x, self.y) != (self.spot_x, self.spot_y)


@dataclass(frozen=True)
class Arrow:
    """The direction of riding at a spot; `degrees` clockwise from east."""

    x: float
    y: float
    degrees: float


@dataclass(frozen=True)
class RouteDrawing:
    """The line of a route, fitted to a box."""

    width: float
    height: float
    paths: tuple[str, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    markers: tuple[Marker, ...]
    arrows: tuple[Arrow, ...]
    scale_metres: int
    scale_length: float

    @property
    def scale_kilometres(self) -> int:
        """What the scale bar stands for, in whole kilometres."""
        return self.scale_metres // 1000

    @property
    def scale_path(self) -> str:
        """The `d` of the scale bar, at the bottom left."""
        left, bottom = MARGIN / 2, self.height - MARGIN / 3
        return f"M{left:g} {bottom - 7:g}V{bottom:g}H{self.scale_end:g}V{bottom - 7:g}"

    @property
    def scale_end(self) -> float:
        """Where the scale bar ends, from the left."""
        return round(MARGIN / 2 + self.scale_length, 1)


@dataclass(frozen=True)
class ProfileStop:
    """A stop on the profile: its number, and its place from the left in percent."""

    number: int
    percent: str


@dataclass(frozen=True)
class Height:
    """A line at a round height: metres above sea level, and its place from the top in percent."""

    metres: int
    percent: str


@dataclass(frozen=True)
class ProfileDrawing:
    """The elevation profile in a box of PROFILE_WIDTH by PROFILE_HEIGHT that may be stretched."""

    width: float
    height: float
    line: str
    area: str
    heights: tuple[Height, ...]
    stops: tuple[ProfileStop, ...]


def draw_route(line: Line, stops_metres: Sequence[float]) -> RouteDrawing:
    """Draw the line with its stops, numbered from 1 in the order given; ValueError for a line without points."""
    points = [point for part in line for point in part]
    if not points:
        raise ValueError("a line without points cannot be drawn")
    middle_latitude = (min(p.latitude for p in points) + max(p.latitude for p in points)) / 2
    flat = [project(point, middle_latitude=middle_latitude) for point in points]
    west, east = min(x for x, _ in flat), max(x for x, _ in flat)
    south, north = min(y for _, y in flat), max(y for _, y in flat)
    across, up = max(east - west, 1.0), max(north - south, 1.0)
    scale = min((WIDTH - 2 * MARGIN) / across, (MAX_HEIGHT - 2 * MARGIN) / up)
    height = max(MIN_HEIGHT, up * scale + 2 * MARGIN)

    def fit(place: LinePoint) -> tuple[float, float]:
        x, y = project(place, middle_latitude=middle_latitude)
        return (
            round(WIDTH / 2 + (x - (west + east) / 2) * scale, 1),
            round(height / 2 - (y - (south + north) / 2) * scale, 1),
        )

    scale_metres = max((m for m in SCALE_METRES if m * scale <= WIDTH / 4), default=SCALE_METRES[0])
    return RouteDrawing(
        width=WIDTH,
        height=round(height, 1),
        paths=tuple(_path([fit(point) for point in part]) for part in line if part),
        start=fit(points[0]),
        end=fit(points[-1]),
        markers=_apart([fit(place_at(line, metres)) for metres in stops_metres], height),
        arrows=_arrows(line, fit),
        scale_metres=scale_metres,
        scale_length=round(scale_metres * scale, 1),
    )


def _path(spots: Sequence[tuple[float, float]]) -> str:
    """Give the `d` of a path through the spots, leaving out steps that nobody sees."""
    kept = [spots[0]]
    for spot in spots[1:]:
        if math.dist(kept[-1], spot) >= MIN_STEP:
            kept.append(spot)
    if kept[-1] != spots[-1]:
        kept.append(spots[-1])
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)


def _apart(spots: Sequence[tuple[float, float]], height: float) -> tuple[Marker, ...]:
    """Put a circle at each spot, moved to the nearest free place around it where another circle stands already."""
    placed: list[tuple[float, float]] = []
    for spot in spots:
        placed.append(_free_place(spot, placed, height))
    return tuple(
        Marker(number, x, y, *spot) for number, ((x, y), spot) in enumerate(zip(placed, spots, strict=True), start=1)
    )


def _free_place(spot: tuple[float, float], taken: Sequence[tuple[float, float]], height: float) -> tuple[float, float]:
    edge = MARGIN / 2
    for distance in (0.0, MARKER_DISTANCE, 1.5 * MARKER_DISTANCE, 2 * MARKER_DISTANCE):
        for step in range(1 if not distance else 12):
            angle = math.tau * step / 12
            x = round(spot[0] + distance * math.cos(angle), 1)
            y = round(spot[1] + distance * math.sin(angle), 1)
            inside = edge <= x <= WIDTH - edge and edge <= y <= height - edge
            if inside and all(math.dist((x, y), other) >= MARKER_DISTANCE - 0.2 for other in taken):
                return x, y
    return spot


def _arrows(line: Line, fit) -> tuple[Arrow, ...]:  # noqa: ANN001 (a local function)
    """Show the direction of riding at a few places, away from start and end."""
    total = line[-1][-1].metres
    arrows = []
    for share in (0.12, 0.38, 0.62, 0.88):
        behind, ahead = fit(place_at(line, total * (share - 0.008))), fit(place_at(line, total * (share + 0.008)))
        if behind != ahead:
            x, y = fit(place_at(line, total * share))
            degrees = math.degrees(math.atan2(ahead[1] - behind[1], ahead[0] - behind[0]))
            arrows.append(Arrow(x, y, round(degrees, 1)))
    return tuple(arrows)


def draw_profile(
    profile: Sequence[float], length_metres: float, stops_metres: Sequence[float]
) -> ProfileDrawing | None:
    """Draw elevations at equal distances, with a round height at two to five lines; None without elevations.

    The box shows at least 20 metres of height, so that a flat village looks flat.
    """
    if len(profile) < 2 or length_metres <= 0:
        return None
    lowest, highest = min(profile), max(profile)
    step = next((s for s in PROFILE_STEPS_METRES if (highest - lowest) / s <= 4), PROFILE_STEPS_METRES[-1])
    bottom = math.floor(lowest / step) * step
    top = max(math.ceil(highest / step) * step, bottom + max(step, 20))

    def from_top(metres: float) -> float:
        return PROFILE_HEIGHT * (top - metres) / (top - bottom)

    spots = [
        f"{PROFILE_WIDTH * index / (len(profile) - 1):.1f} {from_top(elevation):.1f}"
        for index, elevation in enumerate(profile)
    ]
    return ProfileDrawing(
        width=PROFILE_WIDTH,
        height=PROFILE_HEIGHT,
        line="M" + "L".join(spots),
        area=f"M0 {PROFILE_HEIGHT:g}L{'L'.join(spots)}L{PROFILE_WIDTH:g} {PROFILE_HEIGHT:g}Z",
        heights=tuple(
            Height(metres, f"{from_top(metres):.1f}%")
            for metres in range(bottom, top + 1, max(step, (top - bottom) // 4))
        ),
        stops=tuple(
            ProfileStop(number, f"{min(100.0, max(0.0, 100 * metres / length_metres)):.2f}%")
            for number, metres in enumerate(stops_metres, start=1)
        ),
    )
