"""A real Chromium in front of the real site. Skipped, loudly, where Debian's Chromium is not installed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.handlers import format_date_time

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect, sync_playwright
from playwright.sync_api import Page as BrowserPage

from demo.factories import make_village
from tests import clock
from tests.browser.under_way import UnderWay
from villages.models import Village

PATIENCE_MS = 60_000  # however slow the machine
expect.set_options(timeout=PATIENCE_MS)
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(
                    pytest.mark.skip(reason="NO CHROMIUM: browser tests did not run (apt install chromium)")
                )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's sync API runs an event loop in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def live_server(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server, which dates its answers by the browser's own clock: one that comes out of another month is stale at once."""
    monkeypatch.setattr("wsgiref.handlers.format_date_time", lambda _moment: format_date_time(clock.true_time()))
    return live_server


@pytest.fixture
def live_port(live_server: Any) -> int:
    """The port at which the villages are served."""
    return int(live_server.url.rsplit(":", 1)[1])


@pytest.fixture(scope="session")
def under_way() -> UnderWay:
    """The requests that are not answered yet."""
    return UnderWay()


@pytest.fixture
def village(begin_with: Any, live_port: int, under_way: UnderWay) -> Iterator[Village]:
    """Lindehoek, at the live server's port; it goes when the last request to it is answered."""
    yield begin_with(lindehoek_at, live_port)
    under_way.wait_until_done()


def lindehoek_at(port: int) -> Village:
    return make_village("Lindehoek", "lindehoek.localhost", port=port)


@pytest.fixture
def page(browser: Browser, village: Village) -> Iterator[BrowserPage]:
    """A page in a fresh profile at the village's host; console errors and failed requests fail the test."""
    context = browser.new_context(
        base_url=village.site.root_url, locale="nl-BE", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    wrong: list[str] = []
    own = f"//{village.site.hostname}:"

    def hear(message: ConsoleMessage) -> None:
        # Wagtail's own admin logs what its autosave refuses (a form that is not finished yet).
        # Its bar on public pages logs what its checker of contrast and headings finds.
        if message.type == "error" and "/admin/" not in page.url and not message.text.startswith("axe.run"):
            wrong.append(message.text)

    page.on("console", hear)
    page.on(
        "request",
        lambda request: None if own in request.url or "data:" in request.url[:5] else wrong.append(request.url),
    )
    yield page
    context.close()
    assert [line for line in wrong if not line.startswith("blob:")] == []
