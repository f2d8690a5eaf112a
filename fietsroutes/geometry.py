"""Distances, simplification and places along a line, on plain numbers.

Latitudes and longitudes are WGS 84 degrees, lengths are metres.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: Mean radius of the earth in metres (IUGG, R1).
EARTH_RADIUS_METRES = 6_371_008.8

#: From this depth Ramer-Douglas-Peucker halves instead of splitting at the farthest point, so that a line made to be
#: slow costs n log n and not n squared. Such a line keeps a few points more than it needs.
HALVING_DEPTH = 32


class Point(NamedTuple):
    """One point of a track: degrees, and metres above sea level or None where the file does not say."""

    latitude: float
    longitude: float
    elevation: float | None = None


class LinePoint(NamedTuple):
    """A point of the simplified line, with the metres ridden from the start of the route to reach it."""

    latitude: float
    longitude: float
    metres: float


class BoundingBox(NamedTuple):
    """The smallest box of degrees around a line."""

    south: float
    west: float
    north: float
    east: float


Place = Point | LinePoint
Line = Sequence[Sequence[LinePoint]]


def distance_metres(one: Place, other: Place) -> float:
    """Give the great-circle distance between two points in metres (haversine formula)."""
    phi_one, phi_other = math.radians(one[0]), math.radians(other[0])
    half_phi = (phi_other - phi_one) / 2
    half_lambda = math.radians(other[1] - one[1]) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi_one) * math.cos(phi_other) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(min(1.0, chord)))


def bounding_box(places: Iterable[Place]) -> BoundingBox:
    """Give the box around the places; ValueError when there are none."""
    pairs = [(place[0], place[1]) for place in places]
    latitudes, longitudes = zip(*pairs, strict=True)
    return BoundingBox(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def project(place: Place, *, middle_latitude: float) -> tuple[float, float]:
    """Give metres east and north of (0, 0) on a flat earth that is true along `middle_latitude`.

    Equirectangular projection: over the 25 km of a cycling route it is off by less than the width of the road.
    """
    east = math.radians(place[1]) * math.cos(math.radians(middle_latitude)) * EARTH_RADIUS_METRES
    return east, math.radians(place[0]) * EARTH_RADIUS_METRES


def metres_along(segments: Sequence[Sequence[Point]]) -> list[list[float]]:
    """Give for each point the metres ridden from the first point; gaps between segments do not count."""
    ridden = 0.0
    result = []
    for segment in segments:
        metres = []
        for index, point in enumerate(segment):
            if index:
                ridden += distance_metres(segment[index - 1], point)
            metres.append(ridden)
        result.append(metres)
    return result


def simplified_indexes(points: Sequence[Place], tolerance_metres: float) -> list[int]:
    """Give the indexes of the points to keep so that no left-out point lies further than the tolerance from the line.

    Ramer-Douglas-Peucker without recursion; first and last point always stay.
    """
    if len(points) < 3:
        return list(range(len(points)))
    middle_latitude = points[len(points) // 2][0]
    flat = [project(point, middle_latitude=middle_latitude) for point in points]
    keep = [0, len(points) - 1]
    tolerance_squared = tolerance_metres**2
    waiting = [(0, len(points) - 1, 0)]
    while waiting:
        first, last, depth = waiting.pop()
        farthest, distance_squared = _farthest(flat, first, last)
        if distance_squared <= tolerance_squared:
            continue
        if depth >= HALVING_DEPTH:
            farthest = (first + last) // 2
        keep.append(farthest)
        if farthest - first > 1:
            waiting.append((first, farthest, depth + 1))
        if last - farthest > 1:
            waiting.append((farthest, last, depth + 1))
    return sorted(keep)


def _farthest(flat: Sequence[tuple[float, float]], first: int, last: int) -> tuple[int, float]:
    """Give the index strictly between two indexes that lies farthest from their line, and its squared distance."""
    start_x, start_y = flat[first]
    delta_x, delta_y = flat[last][0] - start_x, flat[last][1] - start_y
    length_squared = delta_x * delta_x + delta_y * delta_y
    best_index, best = first + 1, -1.0
    for index in range(first + 1, last):
        x, y = flat[index]
        x -= start_x
        y -= start_y
        if length_squared:
            along = (x * delta_x + y * delta_y) / length_squared
            along = 0.0 if along < 0 else 1.0 if along > 1 else along
            x -= along * delta_x
            y -= along * delta_y
        distance = x * x + y * y
        if distance > best:
            best_index, best = index, distance
    return best_index, best


def place_at(line: Line, metres: float) -> LinePoint:
    """Give the place reached after so many metres; before the start the start, past the end the end.

    Raises ValueError for a line without points.
    """
    points = [point for part in line for point in part]
    if not points:
        raise ValueError("a line without points has no places")
    # Where two parts meet, two points share their metres: the later one, the start of the next part, is given.
    after = bisect_right(points, metres, key=lambda point: point.metres)
    if after == 0:
        return points[0]
    before = points[after - 1]
    if after == len(points):
        return before
    following = points[after]
    share = (metres - before.metres) / (following.metres - before.metres)
    return LinePoint(
        before.latitude + (following.latitude - before.latitude) * share,
        before.longitude + (following.longitude - before.longitude) * share,
        metres,
    )
