"""The demo's route in a real browser, and somebody who rides it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from demo.content_files import read
from demo.factories import add_page, make_audio, routes_of
from fietsroutes.geometry import LinePoint, place_at
from fietsroutes.models import RoutePage, Stop
from villages.models import Village

LINDEHOEK: Path = settings.ROOT / "site" / "demo" / "content" / "lindehoek"

# What the page did is counted from outside: which stories sounded, how many at once, and each place that was taken in.
WATCH = """
  window.played = []; window.atOnce = 0; window.fixes = 0; window.errors = [];
  const audible = () => [...document.querySelectorAll("audio")].filter(
    (audio) => !audio.paused && !audio.ended && !audio.currentSrc.includes("silence"));
  document.addEventListener("playing", (event) => {
    if (event.target.currentSrc.includes("silence")) return;
    window.atOnce = Math.max(window.atOnce, audible().length);
    window.played.push(event.target.currentSrc.split("/").at(-1));
  }, true);
  window.isSilent = () => audible().length === 0;
  const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation);
  navigator.geolocation.watchPosition = (found, failed, options) =>
    watch((position) => { found(position); window.fixes += 1; }, failed, options);
  window.addEventListener("error", (event) => window.errors.push(event.message));
  window.addEventListener("unhandledrejection", (event) => window.errors.push(String(event.reason)));
"""


@pytest.fixture
def route(village: Village) -> RoutePage:
    """Lindehoek's welcome route: the demo's line and stops, each with a second of silence that bears its number."""
    data = read(LINDEHOEK / "route.toml")
    parent = routes_of(village)
    page = RoutePage(title=data["title"], slug="rond", intro=data["intro"])
    page.parent_page = parent
    page.put_gpx((LINDEHOEK / "track.gpx").read_bytes(), "track.gpx")
    page.stops = [
        Stop(
            title=stop["title"],
            at_metres=round(stop["at_km"] * 1000),
            audio=make_audio(village, stop["title"], name=f"halte-{number}.wav"),
            transcript=stop["transcript"],
            locale=parent.locale,
        )
        for number, stop in enumerate(data["stop"], start=1)
    ]
    return add_page(parent, page)


def until(page: Page, expression: str) -> None:
    """Wait until an expression holds in the page; its own policy forbids what Playwright's waiting does."""
    for _ in range(2_400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never true: {expression}")


class Rider:
    """Somebody on the line of a route, with a device that knows where she is."""

    def __init__(self, page: Page, route: RoutePage) -> None:
        self.page, self.route = page, route

    def place(self, metres: float) -> LinePoint:
        return place_at(self.route.line_points, metres)

    def goto(self, metres: float, *, aside_metres: float = 0, accuracy: float = 8) -> None:
        """Be after so many metres, some metres north of it, and wait until the page took it in."""
        place = self.place(metres)
        north = aside_metres / 111_195
        self.page.context.set_geolocation(
            {"latitude": place.latitude + north, "longitude": place.longitude, "accuracy": accuracy}
        )
        until(self.page, f"window.fixes > {self.fixes}")
        self.fixes = self.page.evaluate("window.fixes")

    def listen(self) -> None:
        """Wait until nothing plays."""
        self.page.wait_for_timeout(120)
        until(self.page, "window.isSilent()")

    def set_off(self, metres: float = 0) -> None:
        place = self.place(metres)
        self.page.context.set_geolocation({"latitude": place.latitude, "longitude": place.longitude, "accuracy": 8})
        self.page.locator("[data-ride-open]").click()
        self.fixes = self.page.evaluate("window.fixes")
        self.page.locator("[data-ride-start]").click()
        until(self.page, f"window.fixes > {self.fixes}")
        self.fixes = self.page.evaluate("window.fixes")

    def ride(self, begin: float, end: float, step: float = 90) -> None:
        metres = begin
        while metres < end:
            metres = min(end, metres + step)
            self.goto(metres)
            self.listen()

    @property
    def played(self) -> list[str]:
        return self.page.evaluate("window.played")


@pytest.fixture
def lenient(browser: Any, village: Village) -> Iterator[Page]:
    """A page for what must go wrong: here failing requests are no error of the test."""
    context = browser.new_context(base_url=village.site.root_url, locale="nl-BE")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def take_along(page: Page) -> None:
    """Ask what it costs, agree, and wait until the route is on the device."""
    page.locator("[data-offline-open] button").click()
    expect(page.locator("[data-offline-said]")).to_contain_text("MB")
    page.locator("[data-offline-begin]").click()
    expect(page.locator("[data-offline-said]")).to_contain_text("Deze route staat op je toestel")


@pytest.fixture
def rider(page: Page, route: RoutePage) -> Iterator[Rider]:
    page.context.grant_permissions(["geolocation"])
    page.add_init_script(WATCH)
    page.goto(route.url)
    rider: Any = Rider(page, route)
    yield rider
    assert page.evaluate("window.errors") == []
