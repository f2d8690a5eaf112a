"""What the tests of accessibility share: the village, browsers of each size and colour, and the checker (axe-core)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test.signals import template_rendered
from playwright.sync_api import Browser, BrowserContext, Page

from core.templatetags.dorpsplein import _icon, _set_once
from tests.browser.accessibility.world import World, make_world

# Everything that axe-core checks by default (WCAG 2.2 A and AA, its own best practices), and contrast of 7:1 (AAA), which finds
# all that the rule for 4.5:1 would.
RULES = {
    "color-contrast-enhanced": {"enabled": True},
    "target-size": {"enabled": True},
    "color-contrast": {"enabled": False},
}

# What fades in has its own colours when it is there.
AT_REST = """Promise.all(document.getAnimations().map(animation =>
    animation.effect.getComputedTiming().endTime === Infinity || animation.finished.catch(() => {})))"""


@pytest.fixture
def world(begin_with: Any, live_port: int) -> World:
    return begin_with(make_world, live_port)


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of all templates that the site uses from here on."""
    names: set[str] = set()

    def note(sender: Any, template: Any, **kwargs: Any) -> None:
        names.add(str(template.name))

    _set_once.cache_clear(), _icon.cache_clear()  # whatever another test had set already is set again
    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@pytest.fixture
def browsing(browser: Browser, world: World) -> Callable[..., Any]:
    """Open a window of a width in CSS pixels, at a zoom (200 % of a window of 1280 is one of 640), light or dark."""

    @contextmanager
    def opened(width: int, scheme: Any, *, zoom: int = 1) -> Iterator[BrowserContext]:
        context = browser.new_context(
            base_url=world.village.site.root_url,
            viewport={"width": width, "height": 800},
            device_scale_factor=zoom,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(120_000)  # however slow the machine
        yield context
        context.close()

    return opened


def resize(page: Page, scheme: Any, width: int) -> None:
    """Show the same page in other colours and another width."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})


def violations(page: Page, where: str) -> list[str]:
    """Say what axe-core finds wrong on a page, an element a line."""
    options = {"resultTypes": ["violations"], "rules": RULES}
    page.evaluate(AT_REST)
    page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options).then(result => result.violations)", options)
    return [
        f"{where}: {rule['id']} {' '.join(map(str, node['target']))} {node['html'][:120]} – {_why(node)}"
        for rule in found
        for node in rule["nodes"]
    ]


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])[:200]
