import hypothesis
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from demo.factories import make_audio, make_user, routes_of
from fietsroutes.models import RoutePage
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
BOMB = b'<!DOCTYPE gpx [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><gpx>&c;</gpx>'


@pytest.fixture
def village(lindehoek):
    return lindehoek


@pytest.fixture
def editor(client, village):
    client.force_login(
        make_user(village, VillageRole.Role.FINAL_EDITOR), backend="villages.authentication.VillageBackend"
    )
    return client


def form(stops=(), gpx=None, **fields):
    data = {
        "title": "Langs het water",
        "slug": "langs-het-water",
        "description": "null",
        "stops-TOTAL_FORMS": len(stops),
        "stops-INITIAL_FORMS": 0,
        "stops-MIN_NUM_FORMS": 0,
        "stops-MAX_NUM_FORMS": 1000,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        **fields,
    }
    for number, stop in enumerate(stops):
        stop = {"title": "Halte", "at_metres": "3,2", "text": "null", "radius_metres": 200, "id": "", **stop}
        data |= {f"stops-{number}-{name}": value for name, value in stop.items()}
    if gpx is not None:
        data["gpx"] = SimpleUploadedFile("tocht.gpx", gpx)
    return data


def add(client, village, **fields):
    url = reverse("wagtailadmin_pages:add", args=["fietsroutes", "routepage", routes_of(village).pk])
    return client.post(url, form(**fields), headers={"host": village.site.hostname})


def errors(response):
    page_form = response.context["form"]
    return {**page_form.errors, **{k: v for stop in page_form.formsets["stops"].forms for k, v in stop.errors.items()}}


def test_a_draft_keeps_its_gpx_and_what_was_measured(editor, village, gpx, loop):
    response = add(editor, village, gpx=gpx(loop), nodes="12 - 34 en 56", stops=[{}])
    assert response.status_code == 302
    page = RoutePage.objects.get()
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert draft.gpx.read() == gpx(loop)
    assert draft.length_text == "12,6 km"
    assert draft.node_numbers == [12, 34, 56]
    assert draft.stops.get().at_metres == 3200


@pytest.mark.parametrize("data", [b"", b"geen gpx", BOMB, b"<gpx/>", b"<kml/>", b"\xff\xfe<", b"\x00" * 9000])
def test_a_bad_gpx_is_an_error_on_the_form_and_nothing_is_saved(editor, village, data):
    response = add(editor, village, gpx=data)
    assert response.status_code == 200
    assert list(errors(response)) == ["gpx"]
    assert not RoutePage.objects.exists()


def test_a_new_gpx_replaces_the_measures_and_a_bad_one_leaves_them(editor, village, gpx, loop, make_route):
    page = make_route(village, stops=0)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    host = {"host": village.site.hostname}
    bad = editor.post(url, form(gpx=b"geen gpx"), headers=host)
    assert list(errors(bad)) == ["gpx"]
    longer = [(50 + 2 * (lat - 51), 4.5 + 2 * (lon - 4.5), ele) for lat, lon, ele in loop]
    editor.post(url, form(gpx=gpx(longer), **{"action-publish": "1"}), headers=host)
    page.refresh_from_db()
    assert page.distance_metres > 24_000


def test_the_same_gpx_again_is_not_stored_twice(editor, village, gpx, loop, make_route):
    page = make_route(village, stops=0)
    name = page.gpx.name
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(url, form(gpx=gpx(loop), **{"action-publish": "1"}), headers={"host": village.site.hostname})
    page.refresh_from_db()
    assert page.gpx.name == name


def test_a_recording_needs_its_transcript_before_publishing_but_not_in_a_draft(editor, village, gpx, loop):
    stop = {"audio": make_audio(village).pk}
    refused = add(editor, village, gpx=gpx(loop), stops=[stop], **{"action-publish": "1"})
    assert list(errors(refused)) == ["transcript"]
    assert add(editor, village, gpx=gpx(loop), stops=[stop]).status_code == 302
    assert not RoutePage.objects.get().live


def test_a_stop_past_the_end_of_the_line_is_refused(editor, village, gpx, loop):
    response = add(editor, village, gpx=gpx(loop), stops=[{"at_metres": "14"}])
    assert "12,6 km" in str(errors(response)["at_metres"])


@pytest.mark.parametrize("written", ["ver", "-1", "NaN", "1e9"])
def test_a_distance_that_is_none_is_refused(editor, village, gpx, loop, written):
    assert list(errors(add(editor, village, gpx=gpx(loop), stops=[{"at_metres": written}]))) == ["at_metres"]


def test_a_node_above_99_is_refused_by_name(editor, village, gpx, loop):
    assert "120" in str(errors(add(editor, village, gpx=gpx(loop), nodes="12, 120"))["nodes"])


def test_a_chosen_gpx_is_shown_before_it_is_saved(editor, village, gpx, loop):
    url, host = reverse("route_track_preview"), {"host": village.site.hostname}
    answer = editor.post(url, {"file": SimpleUploadedFile("a.gpx", gpx(loop))}, headers=host).json()
    assert "12,6 km" in answer["html"]
    assert "<svg" in answer["html"]
    bad = editor.post(url, {"file": SimpleUploadedFile("a.gpx", BOMB)}, headers=host)
    assert (bad.status_code, list(bad.json())) == (400, ["error"])
    assert editor.post(url, headers=host).status_code == 400
    assert not RoutePage.objects.exists()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
KML = (
    b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><LineString>'
    b"<coordinates>4.5,51,0 4.6,51,0</coordinates></LineString></Placemark></kml>"
)
HOSTILE = {
    "a billion laughs": f'<!DOCTYPE gpx [<!ENTITY l0 "ha">{LAUGHS}]><gpx><name>&l9;</name></gpx>'.encode(),
    "a file of the server": b'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>',
    "a hundred megabytes": bytes(100_000_000),
    "nothing but NaN": b'<gpx><trk><trkseg><trkpt lat="NaN" lon="NaN"/><trkpt lat="inf" lon="4"/></trkseg></trk></gpx>',
    "KML by another name": KML,
    "half a character": "<gpx>".encode("utf-16")[:-1],
}
AWKWARD = {
    "NaN among places": lambda data: data.replace(b"<trkseg>", b'<trkseg><trkpt lat="NaN" lon="4"/>'),
    "no namespace": lambda data: data.replace(b' xmlns="http://www.topografix.com/GPX/1/1"', b""),
    "GPX 1.0": lambda data: data.replace(b"GPX/1/1", b"GPX/1/0").replace(b'version="1.1"', b'version="1.0"'),
    "UTF-16": lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-16 that says UTF-8": lambda data: data.decode().encode("utf-16"),
    "jumps of 1,000 km": lambda data: data.replace(b"</trkseg>", b'<trkpt lat="42" lon="4.5"/></trkseg>'),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_dutch_words_wherever_it_is_offered(editor, village, data):
    answer = editor.post(
        reverse("route_track_preview"),
        {"file": SimpleUploadedFile("tocht.gpx", data)},
        headers={"host": village.site.hostname},
    )
    assert answer.status_code == 400
    words = answer.json()["error"]
    response = add(editor, village, gpx=data)
    assert response.status_code == 200
    assert errors(response)["gpx"] == [words]
    assert any(word in words for word in ("bestand", "GPX"))
    assert not RoutePage.objects.exists()


@pytest.mark.parametrize("change", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_file_is_a_route_all_the_same(editor, village, gpx, loop, change):
    changed = change(gpx(loop))
    assert changed != gpx(loop)
    assert add(editor, village, gpx=changed).status_code == 302
    draft = RoutePage.objects.get().get_latest_revision_as_object()
    assert draft.length_text == "12,6 km"
    assert draft.gpx.read() == changed  # the original stays


def test_nobody_measures_a_gpx_without_logging_in(client, village, gpx, loop):
    url = reverse("route_track_preview")
    response = client.post(
        url, {"file": SimpleUploadedFile("a.gpx", gpx(loop))}, headers={"host": village.site.hostname}
    )
    assert response.status_code == 302


def test_the_editor_sees_the_line_of_a_saved_route(editor, village, make_route):
    page = make_route(village)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = editor.get(url, headers={"host": village.site.hostname}).content.decode()
    assert "track-panel__drawing" in html
    assert 'value="0,3"' in html


_BITS = st.sampled_from(
    [
        b"<gpx>",
        b"</gpx>",
        b'<gpx xmlns="http://www.topografix.com/GPX/1/0" version="1.0">',
        b"<trk><trkseg>",
        b"</trkseg></trk>",
        b"<rte>",
        b"</rte>",
        b'<trkpt lat="51.1" lon="4.5"><ele>12</ele></trkpt>',
        b'<trkpt lat="51.2" lon="4.6"/>',
        b'<rtept lat="4.5" lon="51"/>',
        b'<trkpt lat="NaN" lon="inf"/>',
        b'<trkpt lat="1e999" lon="-0"/>',
        b"<ele>9999999999</ele>",
        b"<!--",
        b"<![CDATA[",
        b"<!DOCTYPE gpx [",
        b"&#0;",
        b"&#x110000;",
        "é".encode("utf-16"),
        b"\xff\xfe",
        b"\x00",
        b"PK\x03\x04",
        b'<?xml version="1.0" encoding="utf-7"?>',
    ]
)


@hypothesis.settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_BITS | st.binary(max_size=20), max_size=20), name=st.text(max_size=30))
def test_whatever_is_offered_as_a_gpx_is_drawn_or_refused_in_words(editor, village, pieces, name):
    file = SimpleUploadedFile(f"{name}.gpx", b"".join(pieces))
    host = {"host": village.site.hostname}
    answer = editor.post(reverse("route_track_preview"), {"file": file}, headers=host)
    assert answer.status_code in (200, 400)
    assert len(answer.json()["html" if answer.status_code == 200 else "error"]) > 40
