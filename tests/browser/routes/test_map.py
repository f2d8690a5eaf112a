"""The map of a route page, what it says of where you are, sharing, and the page without any script."""

import io

import pytest
from django.core.cache import caches
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from fietsroutes.geometry import place_at
from fietsroutes.models import RouteMapSettings, RoutePage
from tests.fietsroutes.test_tiles import Upstream
from villages.models import Village


@pytest.fixture
def shown(page: Page, route: RoutePage) -> Page:
    """The route page with its map reached for. The page fixture fails on any request to another host."""
    page.context.grant_permissions(["geolocation", "clipboard-read", "clipboard-write"])
    page.goto(route.url)
    page.locator(".route-drawing").hover()
    expect(page.locator("[data-map] .route-map__stop")).to_have_count(6)
    return page


def test_the_map_takes_the_place_of_the_drawing_and_asks_nobody(shown: Page):
    expect(shown.locator(".route-drawing")).to_be_hidden()
    expect(shown.locator(".leaflet-tile")).to_have_count(0)
    line = shown.locator("[data-map] .route-map__line").evaluate("line => getComputedStyle(line).stroke")
    village = shown.evaluate(
        "(() => { const p = document.createElement('p'); p.style.color = 'var(--village)'; document.body.append(p);"
        " const colour = getComputedStyle(p).color; p.remove(); return colour; })()"
    )
    assert line == village
    shown.emulate_media(media="print")
    expect(shown.locator(".route-drawing")).to_be_visible()
    expect(shown.locator("[data-map-frame]")).to_be_hidden()


def leaflet_of(page: Page) -> list[str]:
    """Note each request for Leaflet."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "leaflet" in request.url else None)
    return asked


@pytest.mark.parametrize("way", ["hover", "click beside a stop", "larger", "slider"])
def test_the_map_comes_when_somebody_reaches_for_it_and_nothing_moves(page: Page, route: RoutePage, way: str):
    asked = leaflet_of(page)
    page.goto(route.url, wait_until="networkidle")
    page.locator(".route-drawing").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    assert asked == []
    expect(page.locator(".route-drawing")).to_be_visible()
    where = page.locator("[data-map-where]").bounding_box()
    drawing = page.locator(".route-drawing")
    match way:
        case "hover":
            drawing.hover(position={"x": 5, "y": 5})
        case "click beside a stop":
            drawing.dispatch_event("click")
        case "larger":
            page.locator("[data-map-larger]").press("Enter")
            expect(page.locator("[data-map-frame]")).to_have_css("height", "900px")
            page.keyboard.press("Escape")
        case "slider":
            page.locator("[data-profile-slider]").fill("9000")
            expect(page.locator("[data-map] .route-map__spot")).to_have_count(1)
            page.evaluate("scrollTo(0, 0)")
    expect(page.locator("[data-map] .route-map__stop")).to_have_count(6)
    assert len(asked) == 3
    if way in ("hover", "click beside a stop"):
        assert page.locator("[data-map-where]").bounding_box() == pytest.approx(where, abs=1)


def test_where_leaflet_cannot_be_fetched_the_drawing_stays(lenient: Page, route: RoutePage):
    lenient.route("**/leaflet.js", lambda handler: handler.abort("internetdisconnected"))
    lenient.goto(route.url)
    lenient.locator(".route-drawing").hover()
    lenient.locator("[data-map-larger]").click()
    lenient.wait_for_timeout(200)
    expect(lenient.locator(".route-drawing")).to_be_visible()
    lenient.locator("[data-profile-slider]").fill("9000")
    expect(lenient.locator("[data-profile-said]")).to_have_text("na 9,0 km · 89 m hoog")
    lenient.unroute_all()
    lenient.locator("[data-map-larger]").click()
    expect(lenient.locator("[data-map] .route-map__stop")).to_have_count(6)


def test_a_stop_on_the_map_leads_to_its_story_by_keyboard_too(shown: Page):
    stop = shown.locator("[data-map] .route-map__stop", has_text="4")
    assert stop.get_attribute("aria-label") == "Halte 4: De wijngaard van de Zuidkant"
    stop.focus()
    shown.keyboard.press("Enter")
    assert shown.evaluate("location.hash") == "#halte-4"
    expect(shown.locator("#halte-4 h3")).to_be_in_viewport()


@pytest.mark.parametrize(("north", "words"), [(0, "Je bent op de route, na 5,0 km."), (-0.05, "km van de route.")])
def test_where_am_i_is_answered_on_the_page_alone(shown: Page, route: RoutePage, north: float, words: str):
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    place = place_at(route.line_points, 5000)
    shown.context.set_geolocation({"latitude": place.latitude + north, "longitude": place.longitude, "accuracy": 10})
    shown.locator("[data-map-where]").click()
    expect(shown.locator("[data-map-said]")).to_contain_text(words)
    expect(shown.locator(".route-map__me")).to_have_count(1)
    assert asked == []
    assert shown.evaluate("JSON.stringify({...localStorage, ...sessionStorage})") == "{}"


def test_without_leave_where_am_i_says_what_to_do(shown: Page):
    shown.context.clear_permissions()
    shown.locator("[data-map-where]").click()
    expect(shown.locator("[data-map-said]")).to_contain_text("toestaan in de instellingen")


def test_sliding_along_the_heights_shows_the_spot_on_the_map(shown: Page):
    slider = shown.locator("[data-profile-slider]")
    slider.focus()
    shown.keyboard.press("End")
    expect(shown.locator("[data-profile-said]")).to_contain_text("na 16,2 km")
    expect(shown.locator("[data-map] .route-map__spot")).to_have_count(1)
    slider.fill("9000")
    expect(shown.locator("[data-profile-said]")).to_have_text("na 9,0 km · 89 m hoog")
    assert shown.locator("[data-profile-mark]").get_attribute("visibility") == "visible"


def test_a_pointer_on_the_map_takes_nothing_from_who_slides(shown: Page):
    slider, spot = shown.locator("[data-profile-slider]"), shown.locator("[data-map] .route-map__spot")
    slider.fill("9000")
    expect(spot).to_have_count(1)
    ground = shown.locator("[data-map-ground]").bounding_box()
    assert ground
    for away in (3, 6):  # the map's corner, far from the line
        shown.mouse.move(ground["x"] + away, ground["y"] + away)
    expect(spot).to_have_count(1)
    start = shown.locator("[data-map] .route-map__start").bounding_box()
    assert start
    shown.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    expect(slider).not_to_have_value("9000")
    shown.mouse.move(ground["x"] + 3, ground["y"] + 3)
    expect(spot).to_have_count(0)


def test_the_large_map_fills_the_window_and_escape_closes_it(shown: Page):
    shown.locator("[data-map-larger]").click()
    assert shown.locator("[data-map-frame]").bounding_box()["height"] == 900
    expect(shown.get_by_role("button", name="Sluit de kaart")).to_be_visible()
    shown.keyboard.press("Escape")
    assert shown.locator("[data-map-frame]").bounding_box()["height"] < 700


def test_sharing_copies_the_link_where_the_device_cannot_share(shown: Page, route: RoutePage):
    shown.evaluate("delete Navigator.prototype.share")
    shown.locator("[data-share] button").click()
    expect(shown.locator("[data-share-said]")).to_have_text("De link is gekopieerd: plak hem in een bericht.")
    assert shown.evaluate("navigator.clipboard.readText()") == route.full_url


def test_one_finger_scrolls_the_page_and_not_the_map(browser: Browser, village: Village, route: RoutePage):
    context = browser.new_context(
        base_url=village.site.root_url, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(route.url)
    page.locator(".route-drawing").tap(position={"x": 5, "y": 5})
    ground = page.locator("[data-map-ground]")
    expect(page.locator("[data-map] .route-map__stop")).to_have_count(6)
    assert ground.evaluate("ground => getComputedStyle(ground).touchAction") != "none"
    page.locator("[data-map-larger]").tap()
    assert ground.evaluate("ground => getComputedStyle(ground).touchAction") == "none"
    context.close()


def test_without_scripts_all_of_the_route_is_there(browser: Browser, village: Village, route: RoutePage):
    context = browser.new_context(base_url=village.site.root_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(route.url)
    expect(page.locator(".route-drawing")).to_be_visible()
    expect(page.locator(".route-drawing__stop")).to_have_count(6)
    expect(page.locator("audio.route-stop__player")).to_have_count(6)
    page.locator("summary").first.click()
    expect(page.get_by_text("Dag, ik ben Gaston Boels")).to_be_visible()
    expect(page.get_by_role("link", name="Fietsblad afdrukken")).to_be_visible()
    expect(page.get_by_role("link", name="GPX voor een fietscomputer")).to_be_visible()
    for needs_script in (
        "[data-ride-open]",
        "[data-offline-open]",
        "[data-share]",
        "[data-map-frame]",
        "[data-offline]",
    ):
        expect(page.locator(needs_script)).to_be_hidden()
    context.close()


def test_a_map_through_the_villages_own_host_asks_no_other(page: Page, village: Village, route: RoutePage, settings):
    buffer = io.BytesIO()
    Image.new("RGB", (256, 256), "#c8d8c0").save(buffer, "PNG")
    upstream = Upstream()
    upstream.answer = (200, buffer.getvalue(), {"Content-Type": "image/png"})
    settings.ROUTE_TILES_URL = upstream.url
    settings.ROUTE_TILES_ATTRIBUTION = "Kaart van <b>Buur</b>"
    caches["tiles"].clear()
    RouteMapSettings.objects.update_or_create(site=village.site, defaults={"source": RouteMapSettings.Source.OWN})
    page.goto(route.url)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_have_text("Kaart van <b>Buur</b>")
    assert page.locator("img.leaflet-tile").first.get_attribute("src").startswith("/kaart/")
    assert not any("lindehoek" in str(headers) for _path, headers in upstream.asked)
    upstream.server.shutdown()
    upstream.server.server_close()
