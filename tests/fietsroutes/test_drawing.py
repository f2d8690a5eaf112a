import math

import pytest

from fietsroutes.drawing import MARKER_DISTANCE, WIDTH, draw_profile, draw_route
from fietsroutes.geometry import LinePoint


def line(points=60, kilometres=10):
    return [
        [
            LinePoint(
                51 + 0.02 * math.sin(math.tau * i / (points - 1)),
                4.5 + 0.03 * math.cos(math.tau * i / (points - 1)),
                1000 * kilometres * i / (points - 1),
            )
            for i in range(points)
        ]
    ]


def test_the_line_fits_the_box_with_north_up():
    drawing = draw_route(line(), [0, 2500])
    assert 0 < drawing.start[0] < WIDTH
    first, quarter = drawing.markers
    assert (first.number, quarter.number) == (1, 2)
    assert quarter.y < first.y
    assert all(0 <= marker.x <= WIDTH and 0 <= marker.y <= drawing.height for marker in drawing.markers)


def test_stops_at_the_same_place_do_not_hide_each_other():
    markers = draw_route(line(), [2500, 2500, 2510, 2520]).markers
    for one in markers:
        for other in markers:
            assert one is other or math.dist((one.x, one.y), (other.x, other.y)) >= MARKER_DISTANCE - 0.5
    assert not markers[0].is_moved
    assert markers[1].is_moved


def test_every_part_of_the_line_is_a_path_of_its_own():
    whole = line()[0]
    assert len(draw_route([whole[:30], whole[30:]], []).paths) == 2


def test_a_line_of_one_place_can_be_drawn():
    assert draw_route([[LinePoint(51, 4, 0), LinePoint(51, 4, 0)]], [0]).height > 0


def test_a_line_without_points_cannot_be_drawn():
    with pytest.raises(ValueError, match="without points"):
        draw_route([], [])


def test_the_scale_bar_is_a_round_length_that_fits():
    drawing = draw_route(line(), [])
    assert drawing.scale_metres in (1000, 2000, 5000)
    assert drawing.scale_length <= WIDTH / 4


def test_a_flat_village_looks_flat():
    profile = draw_profile([10.0, 11.0, 10.0], 1000, [])
    ys = [float(spot.split()[1]) for spot in profile.line[1:].split("L")]
    assert max(ys) - min(ys) < 10


def test_the_profile_has_round_heights_and_its_stops():
    profile = draw_profile([12.0, 55.0, 30.0], 8000, [0, 4000, 9000])
    assert [height.metres for height in profile.heights] == sorted({height.metres for height in profile.heights})
    assert all(height.metres % 5 == 0 for height in profile.heights)
    assert [stop.percent for stop in profile.stops] == ["0.00%", "50.00%", "100.00%"]


def test_without_elevations_there_is_no_profile():
    assert draw_profile([], 8000, []) is None
