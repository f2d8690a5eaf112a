import math
import random

import gpxpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fietsroutes.gpx import MAX_BYTES
from fietsroutes.track import TrackError, read_track

BEGIN = "<gpx><trk><trkseg>"
END = "</trkseg></trk></gpx>"


def codes(track):
    return [warning.code for warning in track.warnings]


def message(data):
    with pytest.raises(TrackError) as caught:
        read_track(data)
    return str(caught.value.message)


def test_a_round_is_measured(loop, gpx):
    track = read_track(gpx(loop))
    assert track.length_metres == pytest.approx(12_560, rel=0.01)
    assert track.climb_metres == pytest.approx(60, abs=1)
    assert (round(track.lowest_metres), round(track.highest_metres)) == (5, 35)
    assert track.is_loop
    assert track.minutes == 50
    assert track.warnings == ()
    assert track.bounding_box == pytest.approx((50.982, 4.4714, 51.018, 4.5286), abs=1e-4)


def test_the_line_keeps_few_points_and_the_whole_length(loop, gpx):
    track = read_track(gpx(loop))
    assert 20 < len(track.line[0]) < 200
    assert track.line[0][-1].metres == pytest.approx(track.length_metres, abs=0.1)
    assert len(track.profile) == 241


@pytest.mark.parametrize("seed", range(20))
def test_length_and_climb_agree_with_gpxpy(seed, gpx):
    chance = random.Random(seed)
    lat, lon, ele, heading = chance.uniform(49.5, 51.5), chance.uniform(2.6, 6.3), 40.0, 0.0
    segments = []
    for _ in range(chance.randint(1, 3)):
        segment = []
        for _ in range(chance.randint(50, 400)):
            heading += chance.gauss(0, 0.3)
            lat += 2e-4 * math.cos(heading)
            lon += 3e-4 * math.sin(heading)
            ele = max(-3, ele + chance.gauss(0, 1.5))
            segment.append((lat, lon, ele))
        segments.append(segment)
    data = gpx(*segments)
    track, theirs = read_track(data), gpxpy.parse(data)
    assert track.length_metres == pytest.approx(theirs.length_2d(), rel=0.005)
    assert track.climb_metres == pytest.approx(theirs.get_uphill_downhill().uphill, rel=0.1)


def test_fifty_thousand_points_become_a_line_that_a_page_can_carry(gpx):
    chance = random.Random(1)
    places = [
        (
            51 + 0.05 * math.sin(i / 8000) + chance.gauss(0, 1e-5),
            4.5 + 0.05 * math.cos(i / 8000) + chance.gauss(0, 1e-5),
            20 + 10 * math.sin(i / 500),
        )
        for i in range(50_000)
    ]
    track = read_track(gpx(places))
    assert track.point_count == 50_000
    assert len(track.line[0]) <= 1_500


def test_latitude_and_longitude_that_changed_places_are_put_right(loop, gpx):
    track = read_track(gpx((lon, lat, ele) for lat, lon, ele in loop))
    assert codes(track) == ["swapped"]
    assert track.bounding_box.south == pytest.approx(50.982, abs=1e-4)


def test_one_point_far_away_is_left_out(loop, gpx):
    loop[100] = (42.0, 4.5, 10)
    track = read_track(gpx(loop))
    assert codes(track) == ["stray_points"]
    assert track.length_metres == pytest.approx(12_560, rel=0.01)


def test_a_jump_of_kilometres_is_noticed_and_not_counted(loop, gpx):
    track = read_track(gpx([*loop, *((lat + 9, lon, ele) for lat, lon, ele in loop)]))
    assert codes(track) == ["gap"]
    assert 900_000 < track.warnings[0].values["gap_metres"] < 1_100_000
    assert len(track.line) == 2
    assert track.length_metres < 30_000


def test_missing_elevation_is_noticed(loop, gpx):
    track = read_track(gpx((lat, lon, None) for lat, lon, _ in loop))
    assert codes(track) == ["no_elevation"]
    assert (track.climb_metres, track.lowest_metres, track.profile) == (None, None, ())


def test_elevations_that_are_all_zero_count_as_missing(loop, gpx):
    assert codes(read_track(gpx((lat, lon, 0) for lat, lon, _ in loop))) == ["no_elevation"]


def test_points_without_a_number_are_left_out_and_counted(loop, gpx):
    data = gpx(loop).replace(b"<trkseg>", b'<trkseg><trkpt lat="NaN" lon="4"><ele>900</ele></trkpt><trkpt/>')
    track = read_track(data)
    assert codes(track) == ["unreadable_points"]
    assert track.warnings[0].values == {"count": 2}
    assert track.highest_metres < 40


def test_several_segments_follow_one_another_without_the_gap_between(loop, gpx):
    whole = read_track(gpx(loop)).length_metres
    halves = read_track(gpx(loop[:300], loop[300:]))
    assert whole - 50 < halves.length_metres < whole
    assert codes(halves) == []


def test_a_route_counts_where_there_is_no_track(loop):
    points = "".join(f'<rtept lat="{lat}" lon="{lon}"/>' for lat, lon, _ in loop)
    assert read_track(f"<gpx><rte>{points}</rte></gpx>".encode()).length_metres == pytest.approx(12_560, rel=0.01)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_both_versions_of_gpx_are_read(version, loop, gpx):
    data = gpx(loop).replace(b'version="1.1"', f'version="{version}"'.encode())
    data = data.replace(b"GPX/1/1", f"GPX/{version.replace('.', '/')}".encode())
    assert read_track(data).point_count == 600


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_are_read(encoding, loop, gpx):
    text = gpx(loop).decode().replace("<trk>", "<trk><name>Café</name>")
    declared = "utf-16" if encoding == "utf-16-le" else encoding.removesuffix("-sig")
    assert read_track(text.replace("UTF-8", declared).encode(encoding)).point_count == 600


def test_a_file_that_is_wrong_about_its_encoding_is_read(loop, gpx):
    text = gpx(loop).decode().replace("<trk>", "<trk><name>Café</name>")
    assert read_track(text.encode("iso-8859-1")).point_count == 600
    assert read_track(text.replace("UTF-8", "UTF-16").encode("utf-8")).point_count == 600


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg|empty"),
        (b"\x00" * 64, "GPX"),
        (b"Beste redactie, hier is de route", "GPX"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x0e\x10\x5e\x08\x00\x00\x00\x00.FIT", "FIT"),
        (b'<kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>', "KML"),
        (b"<!doctype html><html><body>", "GPX"),
        (b"<TrainingCenterDatabase/>", "TCX"),
        (b"<gpx/>", "track"),
        (b'<gpx><wpt lat="51" lon="4"/></gpx>', "waypoint"),
        (b'<gpx><trk><trkseg><trkpt lat="51" lon="4"/></trkseg></trk></gpx>', "track"),
        (b'<gpx><trk><trkseg><trkpt lat="51" lon="4"/><trkpt lat="51.0001" lon="4"/></trkseg></trk></gpx>', "100"),
        (b"<gpx>" + b"<a>" * 300, "GPX"),
        (b'<!DOCTYPE gpx [<!ENTITY a "b">]><gpx>&a;</gpx>', "GPX"),
        (b'<!DOCTYPE gpx SYSTEM "http://example.be/x.dtd"><gpx/>', "GPX"),
    ],
)
def test_what_is_no_route_is_refused_with_a_word_of_advice(data, words):
    text = message(data)
    assert any(word in text for word in words.split("|"))
    assert len(text) > 40


def test_an_entity_bomb_is_refused():
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    message(f'<!DOCTYPE gpx [<!ENTITY a0 "x">{levels}]><gpx>&a9;</gpx>'.encode())


def test_a_file_that_was_cut_off_is_refused(loop, gpx):
    assert len(message(gpx(loop)[:-60])) > 40


def test_a_file_of_many_megabytes_is_refused():
    assert "25" in message(b"<gpx>" + b" " * MAX_BYTES)


def test_too_many_points_are_refused():
    assert "200" in message((BEGIN + '<trkpt lat="51" lon="4"/>' * 200_001 + END).encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    with pytest.raises(TrackError):
        read_track(data)


_COORDINATE = st.one_of(st.floats(-200, 200), st.floats(), st.sampled_from(["", "x", "51,2", "1e400", "-0"]))
_PIECE = st.one_of(
    st.builds('<trkpt lat="{}" lon="{}"><ele>{}</ele></trkpt>'.format, _COORDINATE, _COORDINATE, st.floats()),
    st.builds('<rtept lat="{}" lon="{}"/>'.format, st.floats(49, 52), st.floats(2, 7)),
    st.sampled_from(
        ["<trkseg>", "</trkseg>", "<trk>", "</trk>", "<rte>", "</rte>", "<ele>3</ele>", "&amp;", "&lt", "\0"]
    ),
)


@settings(max_examples=250, deadline=None)
@given(st.lists(_PIECE, max_size=25))
def test_any_pieces_of_a_gpx_give_a_route_or_an_explanation(pieces):
    try:
        track = read_track(("<gpx>" + "".join(pieces) + "</gpx>").encode())
    except TrackError:
        return
    assert 100 <= track.length_metres <= 1_000_000
    assert all(math.isfinite(number) for part in track.line for point in part for number in point)
    assert -90 <= track.bounding_box.south <= track.bounding_box.north <= 90
