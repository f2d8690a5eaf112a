"""What a route page's scripts need comes after the page: it may fail to come, and be asked for again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fietsroutes.models import RoutePage

FAILED = "Dit kan nu niet opgehaald worden"
DATA = "**/rit.json"


@pytest.fixture
def cut_off(lenient: Page, route: RoutePage) -> Iterator[Page]:
    """The page of a route, the network gone before its data came."""
    lenient.context.grant_permissions(["geolocation"])
    lenient.route(DATA, lambda asked: asked.abort())
    lenient.goto(route.url)
    lenient.wait_for_load_state("networkidle")
    yield lenient
    assert lenient.evaluate("window.errors") == []


def test_riding_says_so_and_begins_when_there_is_network_again(cut_off: Page):
    cut_off.locator("[data-ride-open]").click()
    expect(cut_off.locator("[data-share-said]")).to_contain_text(FAILED)
    cut_off.unroute(DATA)
    cut_off.locator("[data-ride-open]").click()
    expect(cut_off.locator("[data-ride-start]")).to_be_visible()
    expect(cut_off.locator("[data-share-said]")).to_have_text("")


def test_the_map_and_the_heights_say_so_and_come_later(cut_off: Page):
    cut_off.locator("[data-map-where]").click()
    expect(cut_off.locator("[data-map-said]")).to_contain_text(FAILED)
    slider = cut_off.locator("[data-profile-slider]")
    slider.fill("5000")
    expect(cut_off.locator("[data-profile-said]")).to_contain_text(FAILED)
    cut_off.unroute(DATA)
    slider.fill("6000")
    expect(cut_off.locator("[data-profile-said]")).to_contain_text("6,0 km")
    expect(cut_off.locator(".route__map--live [data-map-ground]")).to_be_visible()


def test_taking_along_says_so_and_counts_later(cut_off: Page):
    cut_off.locator("[data-offline-open] button").click()
    expect(cut_off.locator("[data-offline-said]")).to_contain_text(FAILED)
    cut_off.unroute(DATA)
    cut_off.locator("[data-offline-open] button").click()
    expect(cut_off.locator("[data-offline-said]")).to_contain_text("MB")
