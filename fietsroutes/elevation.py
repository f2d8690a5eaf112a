"""Climb and elevation profile of a track, in metres."""

from collections.abc import Sequence

from .geometry import Point

#: What a point of the earth's surface can measure, with a margin; anything else is a broken sensor.
LOWEST_POSSIBLE_METRES, HIGHEST_POSSIBLE_METRES = -500.0, 9_000.0


def known_elevations(points: Sequence[Point]) -> list[float]:
    """Give the elevations of the points that have one."""
    return [point.elevation for point in points if point.elevation is not None]


def smoothed(elevations: Sequence[float]) -> list[float]:
    """Even out a sensor's jitter: each value becomes 40% itself and 30% of each neighbour; the ends stay.

    The same filter as gpxpy's `calculate_uphill_downhill`, so that our climb is the one other software shows.
    """
    if len(elevations) < 3:
        return list(elevations)
    middle = [
        0.3 * before + 0.4 * here + 0.3 * after
        for before, here, after in zip(elevations, elevations[1:], elevations[2:], strict=False)
    ]
    return [elevations[0], *middle, elevations[-1]]


def climb_metres(segments: Sequence[Sequence[Point]]) -> float:
    """Give the metres climbed in all, after smoothing; points without elevation are passed over."""
    climbed = 0.0
    for segment in segments:
        heights = smoothed(known_elevations(segment))
        climbed += sum(max(0.0, after - before) for before, after in zip(heights, heights[1:], strict=False))
    return climbed


def profile(segments: Sequence[Sequence[Point]], metres: Sequence[Sequence[float]], samples: int) -> list[float]:
    """Give `samples` elevations at equal distances from start to end, interpolated where the track has none.

    `metres` holds the metres ridden for each point of `segments`. Empty when fewer than two points have an elevation.
    """
    heights: list[float] = []
    ridden: list[float] = []
    for segment, segment_metres in zip(segments, metres, strict=True):
        heights += smoothed(known_elevations(segment))
        ridden += [at for point, at in zip(segment, segment_metres, strict=True) if point.elevation is not None]
    if len(heights) < 2:
        return []
    total = metres[-1][-1]
    result = []
    index = 0
    for sample in range(samples):
        at = total * sample / (samples - 1)
        while index < len(ridden) - 2 and ridden[index + 1] < at:
            index += 1
        step = ridden[index + 1] - ridden[index]
        share = min(1.0, max(0.0, (at - ridden[index]) / step)) if step else 0.0
        result.append(heights[index] + (heights[index + 1] - heights[index]) * share)
    return result
