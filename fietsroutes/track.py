"""A cycling route from a GPX file: what can be known of it before anything is saved. No database."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from .elevation import climb_metres, known_elevations, profile
from .geometry import (
    BoundingBox,
    LinePoint,
    Point,
    bounding_box,
    distance_metres,
    metres_along,
    simplified_indexes,
)
from .gpx import NO_TRACK, RawTrack, TrackError, read_gpx
from .track_warnings import TrackWarning

__all__ = ["Track", "TrackError", "read_track"]

#: 15 km/h, the pace of a ride on which people look around.
METRES_PER_MINUTE = 250
#: Start and end this near to each other make a loop.
LOOP_METRES = 250
SHORTEST_METRES = 100
#: No village rides further in one day: such a line is a mistake in the file.
LONGEST_METRES = 1_000_000
#: Above this the editor is asked whether it is right; a welcome route is 10 to 25 km.
UNUSUALLY_LONG_METRES = 60_000
#: A step is a jump when it is this long and this many times the usual step of its file.
JUMP_METRES, JUMP_TIMES_MEDIAN = 2_000, 20
#: Between two segments of a file a gap up to here is a pause, not a missing piece.
GAP_METRES = 500
SIMPLIFY_METRES = 3.0
MAX_LINE_POINTS = 1_500
PROFILE_SAMPLES = 241
#: Europe, generously: south, west, north, east. Used to see that latitude and longitude changed places.
EUROPE = BoundingBox(34, -25, 72, 45)


@dataclass(frozen=True)
class Track:
    """A route as it was measured.

    `segments` are all usable points of the file, in riding order; `line` is what the eye needs of them, with the metres
    ridden at each point; `profile` holds elevations in metres at equal distances from start to end, empty when the
    file has none. Climb, lowest and highest are metres, or None without elevations.
    """

    segments: tuple[tuple[Point, ...], ...]
    length_metres: float
    climb_metres: float | None
    lowest_metres: float | None
    highest_metres: float | None
    bounding_box: BoundingBox
    line: tuple[tuple[LinePoint, ...], ...]
    profile: tuple[float, ...]
    is_loop: bool
    #: Whether latitude and longitude had changed places in the file; here they are right.
    was_swapped: bool = False
    warnings: tuple[TrackWarning, ...] = field(default=())

    @property
    def minutes(self) -> int:
        """Whole minutes that the ride takes at 15 km/h, without stops."""
        return max(1, round(self.length_metres / METRES_PER_MINUTE))

    @property
    def point_count(self) -> int:
        """How many usable points the file holds."""
        return sum(len(segment) for segment in self.segments)


def read_track(data: bytes) -> Track:
    """Measure the route in the bytes of a GPX file.

    Raises TrackError, with a translatable message for the editor, when no route can be made of it.
    """
    raw = read_gpx(data)
    warnings: list[TrackWarning] = []
    segments, was_swapped = _turned_right(raw.segments)
    if was_swapped:
        warnings.append(TrackWarning("swapped"))
    segments, unusable = _on_earth(segments)
    if raw.unreadable_points + unusable:
        warnings.append(TrackWarning("unreadable_points", {"count": raw.unreadable_points + unusable}))
    segments = _without_jumps(segments, warnings)
    if not segments:
        raise TrackError(NO_TRACK)
    segments, has_elevation = _with_believable_elevation(segments, warnings)
    metres = metres_along(segments)
    length = metres[-1][-1]
    if length < SHORTEST_METRES:
        raise TrackError(
            _("The line in this file is shorter than 100 metres. Export the whole route, not just one place.")
        )
    if length > LONGEST_METRES:
        raise TrackError(
            _("The line in this file is longer than 1,000 km: there are mistakes in it. Draw the route again.")
        )
    _warn_about_length(raw, length, warnings)
    heights = [height for segment in segments for height in known_elevations(segment)] if has_elevation else []
    return Track(
        segments=tuple(tuple(segment) for segment in segments),
        length_metres=length,
        climb_metres=climb_metres(segments) if heights else None,
        lowest_metres=min(heights, default=None),
        highest_metres=max(heights, default=None),
        bounding_box=bounding_box(point for segment in segments for point in segment),
        line=_line(segments, metres),
        profile=tuple(profile(segments, metres, PROFILE_SAMPLES)) if heights else (),
        is_loop=length > 4 * LOOP_METRES and distance_metres(segments[0][0], segments[-1][-1]) <= LOOP_METRES,
        was_swapped=was_swapped,
        warnings=tuple(warnings),
    )


def _turned_right(segments: list[list[Point]]) -> tuple[list[list[Point]], bool]:
    """Put latitude and longitude in order when they evidently changed places, and say whether they had."""
    latitudes = [point.latitude for segment in segments for point in segment]
    longitudes = [point.longitude for segment in segments for point in segment]
    latitude, longitude = statistics.median(latitudes), statistics.median(longitudes)
    if _in_europe(latitude, longitude) or not _in_europe(longitude, latitude):
        return segments, False
    return [[Point(p.longitude, p.latitude, p.elevation) for p in segment] for segment in segments], True


def _in_europe(latitude: float, longitude: float) -> bool:
    return EUROPE.south <= latitude <= EUROPE.north and EUROPE.west <= longitude <= EUROPE.east


def _on_earth(segments: list[list[Point]]) -> tuple[list[list[Point]], int]:
    """Leave out the points that lie nowhere on earth, and count them."""
    kept = [
        [point for point in segment if abs(point.latitude) <= 90 and abs(point.longitude) <= 180]
        for segment in segments
    ]
    return kept, sum(map(len, segments)) - sum(map(len, kept))


def _without_jumps(segments: list[list[Point]], warnings: list[TrackWarning]) -> list[list[Point]]:
    """Leave out single points far off the line, and break the line where it goes on elsewhere."""
    steps = [
        distance_metres(one, other) for segment in segments for one, other in zip(segment, segment[1:], strict=False)
    ]
    limit = max(JUMP_METRES, JUMP_TIMES_MEDIAN * statistics.median(steps)) if steps else JUMP_METRES
    strays = 0
    result: list[list[Point]] = []
    for segment in segments:
        parts: list[list[Point]] = [[]]
        for index, point in enumerate(segment):
            if parts[-1] and distance_metres(parts[-1][-1], point) > limit:
                following = segment[index + 1] if index + 1 < len(segment) else None
                if following is not None and distance_metres(parts[-1][-1], following) <= limit:
                    strays += 1
                    continue
                parts.append([])
            parts[-1].append(point)
        strays += sum(1 for part in parts if len(part) == 1 and len(segment) > 1)
        result += [part for part in parts if len(part) > 1]
    if strays:
        warnings.append(TrackWarning("stray_points", {"count": strays}))
    ridden = metres_along(result)
    for index in range(1, len(result)):
        gap = distance_metres(result[index - 1][-1], result[index][0])
        if gap > GAP_METRES:
            warnings.append(TrackWarning("gap", {"at_metres": round(ridden[index][0]), "gap_metres": round(gap)}))
    return result


def _with_believable_elevation(
    segments: list[list[Point]], warnings: list[TrackWarning]
) -> tuple[list[list[Point]], bool]:
    """Say whether the elevations can be used: a file without any, or with only zeros, has none."""
    heights = [height for segment in segments for height in known_elevations(segment)]
    count = sum(map(len, segments))
    if not any(heights):
        warnings.append(TrackWarning("no_elevation"))
        return [[point._replace(elevation=None) for point in segment] for segment in segments], False
    if len(heights) < 0.9 * count:
        warnings.append(TrackWarning("some_elevation", {"percent": round(100 * (1 - len(heights) / count))}))
    return segments, True


def _warn_about_length(raw: RawTrack, length: float, warnings: list[TrackWarning]) -> None:
    if raw.track_count > 1:
        warnings.append(TrackWarning("several_tracks", {"count": raw.track_count}))
    if length > UNUSUALLY_LONG_METRES:
        warnings.append(TrackWarning("long", {"metres": round(length)}))


def _line(segments: Sequence[Sequence[Point]], metres: list[list[float]]) -> tuple[tuple[LinePoint, ...], ...]:
    """Simplify until no more than MAX_LINE_POINTS are left; coordinates to 10 cm, metres to whole ones."""
    tolerance = SIMPLIFY_METRES
    kept = [simplified_indexes(segment, tolerance) for segment in segments]
    while sum(map(len, kept)) > MAX_LINE_POINTS and tolerance < 200:
        tolerance *= 2
        kept = [
            [indexes[i] for i in simplified_indexes([segment[index] for index in indexes], tolerance)]
            for segment, indexes in zip(segments, kept, strict=True)
        ]
    return tuple(
        tuple(
            LinePoint(round(segment[i].latitude, 6), round(segment[i].longitude, 6), round(ridden[i], 1))
            for i in indexes
        )
        for segment, ridden, indexes in zip(segments, metres, kept, strict=True)
    )
