import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.urls import reverse

from fietsroutes import tiles
from fietsroutes.checks import tiles_come_from_a_map_server
from fietsroutes.models import RouteMapSettings
from fietsroutes.models.map_settings import GRB, OPENSTREETMAP, origin_of

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
Source = RouteMapSettings.Source


class Upstream:
    """A real map server on this machine that remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.answer = (200, PNG, {"Content-Type": "image/png", "Set-Cookie": "who=you"})
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802 (the name that http.server calls)
                upstream.asked.append((self.path, dict(self.headers)))
                status, body, headers = upstream.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{{z}}/{{x}}/{{y}}.png"


@pytest.fixture
def upstream(settings):
    server = Upstream()
    settings.ROUTE_TILES_URL = server.url
    caches["tiles"].clear()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def own_map(lindehoek, upstream):
    chosen = RouteMapSettings.for_site(lindehoek.site)
    chosen.source = Source.OWN
    chosen.save()
    return chosen


def place(zoom, latitude=51.0, longitude=4.5):
    import math

    count = 2**zoom
    row = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
    return int((longitude + 180) / 360 * count), int(row * count)


def ask(visit, village, zoom=14, column=None, row=None, **headers):
    near = place(zoom)
    url = reverse("route_tile", args=[zoom, near[0] if column is None else column, near[1] if row is None else row])
    return visit(village).get(url, headers={"host": village.site.hostname, **headers})


def test_a_tile_comes_through_the_village_and_tells_the_server_nothing(visit, lindehoek, make_route, own_map, upstream):
    make_route(lindehoek)
    asked_with = {"cookie": "sessionid=secret", "referer": "http://lindehoek.localhost/x", "user-agent": "Opa's phone"}
    response = ask(visit, lindehoek, **asked_with, **{"x-forwarded-for": "203.0.113.9"})
    assert (response.status_code, response.content) == (200, PNG)
    assert response.headers["Content-Type"] == "image/png"
    assert "Set-Cookie" not in response.headers
    ((path, headers),) = upstream.asked
    assert path == "/14/{}/{}.png".format(*place(14))
    sent = " ".join(f"{name}: {value}" for name, value in headers.items()).lower()
    assert not any(word in sent for word in ("cookie", "referer", "opa", "203.0.113.9", "forwarded", "lindehoek"))
    assert headers["User-Agent"].startswith("Dorpsplein")


def test_a_tile_is_fetched_once(visit, lindehoek, make_route, own_map, upstream):
    make_route(lindehoek)
    assert {ask(visit, lindehoek).status_code for _ in range(3)} == {200}
    assert len(upstream.asked) == 1


@pytest.mark.parametrize(
    ("zoom", "column", "row"), [(14, 0, 0), (6, None, None), (19, None, None), (14, 99_999, 5), (99, 0, 0)]
)
def test_there_is_no_map_but_near_the_routes(visit, lindehoek, make_route, own_map, upstream, zoom, column, row):
    make_route(lindehoek)
    assert ask(visit, lindehoek, zoom, column, row).status_code == 404
    assert upstream.asked == []


def test_a_village_without_a_route_there_has_no_map_there(visit, lindehoek, zavelberg, make_route, own_map, upstream):
    make_route(zavelberg)
    assert ask(visit, lindehoek).status_code == 404


def test_a_village_that_did_not_choose_it_has_no_tiles(visit, lindehoek, make_route, upstream):
    make_route(lindehoek)
    assert ask(visit, lindehoek).status_code == 404


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html>", {"Content-Type": "image/png"}),
        (200, b"<svg xmlns='http://www.w3.org/2000/svg'/>", {"Content-Type": "image/svg+xml"}),
        (200, PNG + b"\0" * tiles.MAX_BYTES, {}),
        (302, b"", {"Location": "http://127.0.0.1:1/secret"}),
        (500, PNG, {}),
        (200, PNG, {"Content-Encoding": "gzip"}),
    ],
)
def test_what_is_no_small_picture_is_not_passed_on(visit, lindehoek, make_route, own_map, upstream, answer):
    make_route(lindehoek)
    upstream.answer = answer
    response = ask(visit, lindehoek)
    assert (response.status_code, response.content) == (503, b"")
    upstream.answer = (200, PNG, {})
    assert ask(visit, lindehoek).status_code == 200


def test_a_village_fetches_no_more_than_its_share(visit, lindehoek, make_route, own_map, upstream, monkeypatch):
    make_route(lindehoek)
    monkeypatch.setattr(tiles, "FETCHED_PER_MINUTE", 1)
    column, row = place(14)
    assert ask(visit, lindehoek, 14, column, row).status_code == 200
    assert ask(visit, lindehoek, 14, column + 1, row).status_code == 503
    assert ask(visit, lindehoek, 14, column, row).status_code == 200


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"source": Source.OWN}, ["source"]),
        ({"source": Source.OTHER, "tile_url": "http://kaart.be/{z}/{x}/{y}", "attribution": "Kaart"}, ["tile_url"]),
        ({"source": Source.OTHER, "tile_url": "https://kaart.be/{z}/{x}", "attribution": "Kaart"}, ["tile_url"]),
        ({"source": Source.OTHER, "tile_url": "https://kaart.be;x/{z}{x}{y}", "attribution": "Kaart"}, ["tile_url"]),
        ({"source": Source.OTHER, "tile_url": "https://kaart.be/{z}/{x}/{y}.png"}, ["attribution"]),
        ({"source": Source.OTHER, "tile_url": "https://kaart.be/{z}/{x}/{y}.png", "attribution": "Kaart"}, []),
        ({"source": Source.OPENSTREETMAP}, []),
    ],
)
def test_a_choice_that_shows_no_map_is_refused(lindehoek, settings, fields, wrong):
    settings.ROUTE_TILES_URL = ""
    chosen = RouteMapSettings(site=lindehoek.site, **fields)
    try:
        chosen.clean()
        found = []
    except ValidationError as error:
        found = list(error.message_dict)
    assert found == wrong


@pytest.mark.parametrize(("source", "origin"), [(Source.OPENSTREETMAP, OPENSTREETMAP), (Source.GRB, GRB)])
def test_only_a_chosen_server_may_be_asked_by_the_browser(visit, lindehoek, make_route, source, origin):
    page = make_route(lindehoek)
    policy = visit(lindehoek).get(page.url).headers["Content-Security-Policy"]
    assert "https:" not in policy
    chosen = RouteMapSettings.for_site(lindehoek.site)
    chosen.source = source
    chosen.save()
    response = visit(lindehoek).get(page.url)
    photos = response.headers["Content-Security-Policy"].split("img-src")[1].split(";")[0]
    assert photos.split() == ["'self'", origin.origin]
    assert origin_of(origin.url) == origin.origin
    data = visit(lindehoek).get(f"{page.url}rit.json").json()["route"]
    assert data["baseMap"]["attribution"] == origin.attribution


def test_the_keeper_hears_of_a_wrong_address(settings):
    settings.ROUTE_TILES_URL = "kaart.example.be"
    assert [message.id for message in tiles_come_from_a_map_server(None)] == ["fietsroutes.E001"]
    settings.ROUTE_TILES_URL = ""
    assert tiles_come_from_a_map_server(None) == []


def test_a_village_admin_sets_the_map_and_an_editor_does_not(visit, lindehoek):
    from demo.factories import make_user
    from villages.models import VillageRole

    url = reverse("wagtailsettings:edit", args=["fietsroutes", "routemapsettings", lindehoek.site.pk])
    admin = visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))
    assert admin.get(url).status_code == 200
    admin.post(url, {"source": "grb", "tile_url": "", "attribution": ""})
    assert RouteMapSettings.for_site(lindehoek.site).source == "grb"
    assert visit(lindehoek, make_user(lindehoek)).get(url).status_code == 302
