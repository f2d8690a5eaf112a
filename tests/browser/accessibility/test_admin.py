"""No screen of ours in the admin has anything that axe-core calls wrong, nor has what Wagtail makes around it.

Light and dark, on 320 px and at 200 %: our own in each language, those of Wagtail and its packages in Dutch. A screen that many
rows have is seen of each kind of row in Dutch, and of the first in the other languages; the editor of pages of each kind always.
"""

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from playwright.sync_api import BrowserContext, Page
from wagtail.users.models import UserProfile

from tests.browser.accessibility.admin_world import AdminWorld, furnish_admin
from tests.browser.accessibility.conftest import resize, violations
from tests.browser.accessibility.screens import (
    DOOR,
    HERS,
    KEEPERS,
    KEEPERS_NO_SCREENS,
    KNOWN,
    NO_SCREENS,
    OTHERS,
    OURS,
    PLATFORM_URLS,
    at,
)
from tests.browser.accessibility.world import World
from tests.isolation.routes import Route, every_route
from villages.models import User

SEEN = [  # language, colours, width in CSS pixels, zoom
    ("nl", "light", 320, 1),
    ("fr", "dark", 320, 1),
    ("en", "light", 640, 2),
    ("de", "dark", 640, 2),
]
EDITOR = "wagtailadmin_pages:edit"
PREVIEW = """async address => fetch(address, {method: 'POST', body: new FormData(document.querySelector('[data-edit-form]'))})
    .then(answer => answer.json()).then(answer => answer.is_valid)"""


def log_in(context: BrowserContext, world: World, user: User, language: str, host: str = "", step: Any = None) -> None:
    """Let somebody in at a host (the village's); `step` is the device that she took her second step with."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    site = world.village.site
    client = Client(headers={"host": host or site.hostname})
    client.force_login(user)
    if step is not None:
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = step.persistent_id
        session.save()
    name = settings.SESSION_COOKIE_NAME
    url = f"http://{host or site.hostname}:{site.port}"
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def arrive(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, (address, answer and answer.status)
    assert "/login" not in page.url, address


def looked_at(context: BrowserContext, world: AdminWorld, language: str) -> Iterator[tuple[Page, str]]:
    """Go from screen to screen of ours; gives the name of each."""
    page = context.new_page()
    page.goto("/admin/login/")
    yield page, "logging in"
    log_in(context, world, world.els, language)
    arrive(page, at(DOOR))
    yield page, "at the door"
    page.locator("[name=code]").fill("123")
    page.locator(".login-form [type=submit]").first.click()
    page.locator("[aria-invalid=true]").wait_for()
    yield page, "at the door, with a wrong code"
    log_in(context, world, world.els, language, step=world.app)
    yield from visited(page, HERS, world)
    log_in(context, world, world.admin, language)
    yield from visited(page, OURS, world, rows=None if language == "nl" else 1)
    arrive(page, at("invitations:index"))
    page.locator("form[action$='/link/'] [type=submit]").first.click()
    page.wait_for_load_state("load")
    yield page, "the link of an invitation"
    arrive(page, at("wagtailadmin_pages:edit", world.article.pk))
    preview = at("wagtailadmin_pages:preview_on_edit", world.article.pk)
    assert page.evaluate(PREVIEW, preview)
    arrive(page, f"{preview}?mode=paper")
    page.locator("img.on-paper").first.wait_for(timeout=60_000)
    yield page, "an article on paper"
    arrive(page, world.url(world.article, language))
    page.locator("wagtail-userbar").wait_for(state="attached")
    yield page, "an article, to an editor"
    log_in(context, world, world.keeper, language, "localhost")
    yield from visited(page, KEEPERS, world, f"http://localhost:{world.village.site.port}")


def visited(
    page: Page, table: dict[str, Any], world: AdminWorld, begin: str = "", *, rows: int | None = None
) -> Iterator[tuple[Page, str]]:
    """Go to each address; of a screen at most `rows`, where that is given."""
    for name, addresses in table.items():
        for address in list(addresses(world))[: rows if name != EDITOR else None]:
            arrive(page, begin + address)
            yield page, address


@pytest.mark.parametrize("seen", [SEEN[:2], SEEN[2:]], ids=["nl, fr", "en, de"])
def test_no_screen_of_ours_has_anything_wrong(world: World, browsing: Any, seen: Any, monkeypatch: Any):
    monkeypatch.setattr(
        "dorpskrant.views.preview.SECONDS", 60.0
    )  # however slow the machine: it is the paper that is seen
    rows = furnish_admin(world)
    wrong = []
    for language, scheme, width, zoom in seen:
        with browsing(width, scheme, zoom=zoom) as context:
            for page, screen in looked_at(context, rows, language):
                wrong += violations(page, f"{language} {scheme} {width} {screen}")
    assert not wrong, "\n".join(wrong)


def test_no_screen_of_wagtails_that_shows_what_we_keep_has_anything_wrong(world: World, browsing: Any):
    rows, wrong = furnish_admin(world), []
    with browsing(320, "light") as context:
        page = context.new_page()
        log_in(context, rows, rows.admin, "nl")
        for _page, screen in visited(page, OTHERS, rows):
            wrong += violations(page, f"light 320 {screen}")
            resize(page, "dark", 640)
            wrong += violations(page, f"dark 640 {screen}")
            resize(page, "light", 320)
    assert not wrong, "\n".join(wrong)
    expect_none_of_these_to_be_a_screen(rows)


def expect_none_of_these_to_be_a_screen(rows: AdminWorld) -> None:
    for host, person, table in (
        (rows.village.site.hostname, rows.admin, NO_SCREENS),
        ("localhost", rows.keeper, KEEPERS_NO_SCREENS),
    ):
        client = Client(headers={"host": host})
        client.force_login(person)
        for name, addresses in table.items():
            for address in addresses(rows):
                answer = client.get(address)
                assert answer.status_code in (200, 403, 405), (name, answer.status_code)
                assert answer.streaming or b"<html" not in answer.content, f"{name} is a screen: look at it"


def is_ours(route: Route) -> bool:
    """Say whether a view of ours or a package that villages see, or a model of ours, stands behind an address of the admin."""
    view = inspect.unwrap(route.view)
    view = getattr(view, "view_class", None) or getattr(route.view, "view_class", None) or view
    model = getattr(route.view, "view_initkwargs", {}).get("model") or getattr(view, "model", None)
    module = view.__module__ or ""
    if module.startswith("rest_framework"):
        return False  # data for Wagtail's own choosers
    ours = {app.label for app in apps.get_app_configs() if app.name.split(".")[0] not in ("wagtail", "django")}
    of_ours = isinstance(model, type) and model._meta.app_label in ours
    return of_ours or module.split(".")[0] not in ("wagtail", "django")


def test_every_screen_of_ours_is_looked_at_or_left_out_for_a_reason():
    routes = [*every_route(), *every_route(PLATFORM_URLS)]
    named = {route.name for route in routes}
    # A nameless address of ours stands in front of a package's own, and is asked for by its name.
    shadows = {route.template: route.name for route in reversed(routes) if route.name != route.template}
    found = {
        shadows.get(route.template, route.name)
        for route in routes
        if route.template.startswith(("admin/", "stijlgids/")) and is_ours(route)
    }
    assert sorted(found - KNOWN) == [], "look at these in tests/browser/accessibility/screens.py"
    assert sorted(KNOWN - named) == [], "these are gone"
