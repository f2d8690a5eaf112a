"""The parts of the route scripts that need no page, against the same sums in Python."""

import io
import math
import random
import wave

import pytest
from playwright.sync_api import Page

from fietsroutes.geometry import LinePoint, distance_metres, place_at
from fietsroutes.models import RoutePage


@pytest.fixture
def run(page: Page, route: RoutePage):
    """Run a script with a module of the site imported as `it`."""
    page.goto("/fietsroutes/")

    def run_(module: str, body: str, *values):
        script = f"async values => {{ const it = await import('/static/js/{module}'); {body} }}"
        return page.evaluate(script, list(values))

    return run_


def test_distances_and_places_are_those_of_the_server(run, route: RoutePage):
    chance = random.Random(4)
    pairs = [[[chance.uniform(49, 52), chance.uniform(2, 7)] for _ in range(2)] for _ in range(50)]
    found = run("routes/geography.js", "return values[0].map(([one, other]) => it.distanceMetres(one, other))", pairs)
    assert found == pytest.approx([distance_metres(LinePoint(*a, 0), LinePoint(*b, 0)) for a, b in pairs], abs=0.001)
    metres = [-5, 0, 1, 777.7, 8000, route.distance_metres, 10**6]
    places = run("routes/geography.js", "return values[1].map(m => it.placeAt(values[0], m))", route.line, metres)
    for one, at in zip(places, metres, strict=True):
        assert one == pytest.approx(place_at(route.line_points, at)[:2], abs=1e-9)


def test_every_place_on_the_line_is_found_back(run, route: RoutePage):
    metres = [random.Random(n).uniform(0, route.distance_metres) for n in range(60)]
    body = """const progress = values[1].map(m => it.nearestPlaces(values[0], it.placeAt(values[0], m), 0.01));
              return progress.map(found => found.map(one => [one.metres, one.offMetres]))"""
    for found, at in zip(run("routes/geography.js", body, route.line, metres), metres, strict=True):
        assert any(one[0] == pytest.approx(at, abs=2) and one[1] < 0.5 for one in found)


def test_where_a_round_meets_itself_both_passes_are_found_and_the_likelier_is_chosen(run):
    line = [
        [[51 + 0.01 * math.sin(math.tau * n / 40), 4 + 0.016 * math.cos(math.tau * n / 40), 180 * n] for n in range(41)]
    ]
    found = run("routes/geography.js", "return it.nearestPlaces(values[0], [51, 4.016]).map(one => one.metres)", line)
    assert len(found) == 2
    assert found[0] == pytest.approx(0, abs=5)
    assert found[1] == pytest.approx(7200, abs=5)
    body = """const progress = new it.Progress(values[0]); progress.last = values[1];
              return progress.at([51, 4.016]).metres"""
    assert run("routes/ride/progress.js", body, line, None) == pytest.approx(0, abs=5)
    assert run("routes/ride/progress.js", body, line, 7000) == pytest.approx(7200, abs=5)
    assert run("routes/ride/progress.js", body, line, 100) == pytest.approx(0, abs=5)


def test_a_stop_is_reached_once_inside_its_radius_and_never_by_an_unsure_device(run):
    body = """const stop = {number: 1, latitude: 51, longitude: 4, atMetres: 1000, radiusMetres: 150};
              const arrivals = new it.Arrivals([stop]);
              const on = metres => ({metres, offMetres: 5});
              return [[51.0014, 4, 8, 1000], [51, 4, 400, 1000], [51, 4, 8, 6000], [51.0013, 4, 8, 900], [51, 4, 8, 1000]].map(
                ([latitude, longitude, accuracy, metres]) =>
                  arrivals.at([latitude, longitude], accuracy, on(metres)).arrived?.number ?? null)"""
    assert run("routes/ride/arrivals.js", body) == [None, None, None, 1, None]


def test_words_and_figures_are_those_of_the_page(run):
    words = {"kilometres": "%s km", "metres": "%s m"}
    body = "return [4, 346, 994, 1000, 12345].map(m => it.distanceText(m, values[0]))"
    assert run("routes/quantities.js", body, words) == ["0 m", "350 m", "990 m", "1,0 km", "12,3 km"]
    assert run("routes/quantities.js", "return [0, 65, 600, NaN].map(it.clockText)") == [
        "0:00",
        "1:05",
        "10:00",
        "0:00",
    ]
    assert run("routes/quantities.js", "return [10, 1234567].map(it.megabytesText)") == ["0,1", "1,3"]
    assert run("routes/quantities.js", "return it.fill('%s van %s', '$&', 2)") == "$& van 2"


def test_a_wav_is_what_python_reads(run):
    body = """const blob = it.wavOf(new Float32Array([0, 1, -1, 2, 0.5]), 24000);
              return [...new Uint8Array(await blob.arrayBuffer())]"""
    with wave.open(io.BytesIO(bytes(run("routes-admin/sound.js", body)))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth(), sound.getnframes()) == (
            24000,
            1,
            2,
            5,
        )
        samples = sound.readframes(5)
    assert [int.from_bytes(samples[n : n + 2], "little", signed=True) for n in range(0, 10, 2)] == [
        0,
        32767,
        -32767,
        32767,
        16383,
    ]


def test_kilometres_are_read_as_people_write_them(run):
    body = "return ['3,2', '3.25 km', ' 10KM', '', 'ver', '-1', '1e3'].map(it.metresOf)"
    assert run("routes-admin/stop-forms.js", body) == [3200, 3250, 10000, None, None, None, None]
    assert run("routes-admin/stop-forms.js", "return [3200, 3250, 12005].map(it.kilometresOf)") == [
        "3,2",
        "3,25",
        "12,01",
    ]
