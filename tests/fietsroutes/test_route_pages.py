import json
import re
from urllib.parse import urlsplit

import gpxpy
import pytest

from demo.factories import make_village, routes_of
from fietsroutes.models import RoutePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(lindehoek):
    return lindehoek


@pytest.fixture
def other():
    return make_village("Molenkouter")


def get(client, village, page, rest="", **headers):
    path = urlsplit(page.get_full_url()).path + rest
    return client.get(path, headers={"host": village.site.hostname, **headers})


def test_a_route_shows_its_facts_line_stops_and_players(client, village, make_route):
    page = make_route(village, stops=3)
    html = get(client, village, page).content.decode()
    assert "12,6 km" in html
    assert html.count('class="route-drawing__stop"') == 3
    assert html.count("route-stop__player") == html.count('preload="none" src=') == 3
    assert html.count("<details") == 3
    assert html.count('class="node-strip__node"') == 3
    assert "Hier stond de brug van Lindehoek." in html
    assert "style=" not in html.split("<main", 1)[1]


def test_a_route_names_its_gpx_in_the_head(client, village, make_route):
    page = make_route(village)
    alternate, sheet = page.alternates()
    assert sheet.href.endswith("fietsblad.pdf")
    assert alternate.type == "application/gpx+xml"
    assert alternate.href.endswith("route.gpx")
    assert 'type="application/gpx+xml"' in get(client, village, page).content.decode().split("</head>")[0]


def test_the_gpx_holds_the_whole_line_and_the_stops(client, village, make_route):
    page = make_route(village, stops=2, title='Brug & "water" <x>')
    response = get(client, village, page, "route.gpx")
    assert response.headers["Content-Type"] == "application/gpx+xml"
    parsed = gpxpy.parse(response.content)
    assert len(parsed.tracks[0].segments[0].points) == 600
    assert parsed.tracks[0].name == 'Brug & "water" <x>'
    assert [waypoint.name for waypoint in parsed.waypoints] == ["1. Halte 1", "2. Halte 2"]
    assert get(client, village, page, "route.gpx", **{"if-none-match": response.headers["ETag"]}).status_code == 304


def test_the_gpx_of_a_route_is_not_found_at_another_village(client, village, other, make_route):
    page = make_route(village)
    assert get(client, other, page, "route.gpx").status_code == 404


def test_structured_data_survives_an_end_of_script_in_a_title(client, village, make_route):
    page = make_route(village, title="</script><b>")
    html = get(client, village, page).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["@type"] == "TouristTrip"
    assert data["name"] == "</script><b>"
    assert data["itinerary"]["itemListElement"][0]["item"]["geo"]["latitude"] == pytest.approx(51, abs=0.1)


def test_stops_are_numbered_by_their_distance(client, village, make_route):
    page = make_route(village, stops=3)
    first = page.stops.get(title="Halte 1")
    first.at_metres = 5000
    first.save()
    again = RoutePage.objects.get(pk=page.pk)
    assert [stop.title for stop in again.ordered_stops] == ["Halte 2", "Halte 3", "Halte 1"]


def test_a_list_shows_only_its_own_villages_live_routes(client, village, other, make_route):
    make_route(village, title="Langs de linde")
    make_route(village, title="Nog niet klaar", publish=False)
    make_route(other, title="Langs de molen")
    html = get(client, village, routes_of(village)).content.decode()
    assert "Langs de linde" in html
    assert "Nog niet klaar" not in html
    assert "Langs de molen" not in html


def test_a_list_without_routes_says_so(client, village):
    response = get(client, village, routes_of(village))
    assert response.status_code == 200
    assert "route-card" not in response.content.decode()


def test_the_gpx_is_stored_under_its_villages_prefix(village, other, make_route):
    prefixes = {make_route(one).gpx.name.split("/route/")[0] for one in (village, other)}
    assert prefixes == {f"v/{one.collection.path[4:8].lower()}" for one in (village, other)}


def test_an_unfinished_route_without_a_line_can_be_previewed(village):
    page = RoutePage(title="Leeg", slug="leeg", live=False)
    parent = routes_of(village)
    parent.add_child(instance=page)
    html = page.make_preview_request().render().content.decode()
    assert "Leeg" in html
    assert "route-drawing" not in html


def test_what_the_scripts_need_is_fetched_by_them_and_weighs_nothing_in_the_page(client, village, other, make_route):
    page = make_route(village)
    html = get(client, village, page).content.decode()
    assert f'data-route-data="{page.url.removeprefix("http://lindehoek.localhost")}rit.json"' in html
    assert "data-ride-start" not in html
    data = get(client, village, page, "rit.json").json()
    assert data["route"]["stops"][0]["title"] == page.ordered_stops[0].title
    assert data["words"]["ride"]["next"] == "Volgende halte"
    assert "data-ride-start" in data["ride"]
    assert get(client, other, page, "rit.json").status_code == 404


def test_a_draft_brings_along_what_its_scripts_need(village, make_route):
    page = make_route(village)
    page.title = "Nog niet gepubliceerd"
    html = page.make_preview_request().render().content.decode()
    assert '<script id="route-data" type="application/json">' in html
    assert "rit.json" not in html
    assert html.count("Nog niet gepubliceerd") > 1
    assert "data-ride-start" in html


def count(client, village, page, django_assert_max_num_queries):
    get(client, village, page)
    with django_assert_max_num_queries(200) as captured:
        assert get(client, village, page).status_code == 200
    return len(captured)


def test_a_route_of_thirty_stops_asks_as_many_queries_as_one_of_one(
    client, village, make_route, django_assert_max_num_queries
):
    one = count(client, village, make_route(village, stops=1, slug="een"), django_assert_max_num_queries)
    thirty = count(client, village, make_route(village, stops=30, slug="dertig"), django_assert_max_num_queries)
    assert one == thirty


def test_a_list_of_thirty_routes_asks_as_many_queries_as_one_of_one(
    client, village, make_route, django_assert_max_num_queries
):
    page = make_route(village, stops=0)
    one = count(client, village, routes_of(village), django_assert_max_num_queries)
    parent = routes_of(village)
    for number in range(29):
        parent.add_child(instance=RoutePage(title="Nog een", slug=f"route-{number}", gpx=page.gpx.name, line=page.line))
    assert count(client, village, routes_of(village), django_assert_max_num_queries) == one
    assert routes_of(village).routes().count() == 30


def test_a_photo_of_a_stop_shows_its_caption_and_its_maker(client, village, make_route):
    page = make_route(village)
    page.stops.update(photo_caption="De linde in mei", photo_credit="Foto: Rita")
    html = get(client, village, page).content.decode()
    assert "<bdi>De linde in mei</bdi> · <bdi>Foto: Rita</bdi>" in html
