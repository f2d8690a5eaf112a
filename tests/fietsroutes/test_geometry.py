import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fietsroutes.geometry import HALVING_DEPTH, LinePoint, Point, distance_metres, place_at, project, simplified_indexes


def test_one_degree_of_latitude_is_111_kilometres():
    assert distance_metres(Point(50, 4), Point(51, 4)) == pytest.approx(111_195, abs=1)


def test_opposite_ends_of_the_earth_have_a_distance():
    assert distance_metres(Point(0, 0), Point(0, 180)) == pytest.approx(math.pi * 6_371_008.8)


def test_a_straight_line_keeps_its_ends_only():
    assert simplified_indexes([Point(51 + i / 1000, 4) for i in range(50)], 1) == [0, 49]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(50.9, 51.1), st.floats(4.4, 4.6)), min_size=3, max_size=60))
def test_no_point_that_is_left_out_lies_further_off_than_the_tolerance(pairs):
    points = [Point(*pair) for pair in pairs]
    kept = simplified_indexes(points, 50)
    flat = [project(point, middle_latitude=points[len(points) // 2].latitude) for point in points]
    assert kept[0] == 0
    assert kept[-1] == len(points) - 1
    for first, last in zip(kept, kept[1:], strict=False):
        for index in range(first + 1, last):
            assert _to_line(flat[index], flat[first], flat[last]) <= 50.001


def _to_line(spot, start, end):
    length = math.dist(start, end)
    if not length:
        return math.dist(spot, start)
    along = sum((s - a) * (b - a) for s, a, b in zip(spot, start, end, strict=True)) / length**2
    along = min(1, max(0, along))
    return math.dist(spot, [a + along * (b - a) for a, b in zip(start, end, strict=True)])


def test_a_line_made_to_be_slow_is_still_simplified():
    # Each point lies farther out than all before: the farthest is always the last but one.
    points = [Point(51 + 1e-6 * i * i, 4 + 1e-4 * i) for i in range(HALVING_DEPTH * 20)]
    assert simplified_indexes(points, 0.01)[-1] == len(points) - 1


LINE = [
    [LinePoint(51, 4, 0), LinePoint(51.01, 4, 1000)],
    [LinePoint(52, 4, 1000), LinePoint(52.01, 4.02, 2000)],
]


@pytest.mark.parametrize(
    ("metres", "expected"),
    [(-5, (51, 4)), (0, (51, 4)), (500, (51.005, 4)), (1000, (52, 4)), (1500, (52.005, 4.01)), (9999, (52.01, 4.02))],
)
def test_a_place_is_found_by_the_metres_ridden(metres, expected):
    assert place_at(LINE, metres)[:2] == pytest.approx(expected)


def test_a_line_without_points_has_no_places():
    with pytest.raises(ValueError, match="without points"):
        place_at([[]], 10)
