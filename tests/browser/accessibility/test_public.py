"""No page for the public has anything that axe-core calls wrong: light and dark, on 320 px and at 200 %, in four languages.

Not every language times every size times every colour: contrast hangs on the colours, order and size on the width, and what is
left out or not named on the words. Each of those is seen with each of the others' extremes, and each language once.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from ingezonden.models import NetworkCount
from tests.browser.accessibility.conftest import resize, violations
from tests.browser.accessibility.world import World
from villages.inviting import invite, link
from villages.scope import scoped

SEEN = [  # language, zoom; colours and width in CSS pixels, one after the other in the same window
    ("nl", 1, [("light", 320), ("dark", 640)]),
    ("fr", 1, [("dark", 320)]),
    ("en", 2, [("light", 640)]),
    ("de", 2, [("dark", 640)]),
]
NOT_PUBLIC = ("admin/", "wagtail", "nieuwsbrief/mail/", "security/", "styleguide/", "home/front/preview.html")
# What only trouble shows: rendered here with what it needs, in the village's own frame.
IN_TROUBLE = {
    "400.html": {},
    "403.html": {},
    "403_csrf.html": {},
    "500.html": {},
    "503.html": {"part": "storage"},
    "agenda/no_sheet.html": {"page": "event"},
    "fietsroutes/no_sheet.html": {"page": "route"},
    "dorpskrant/no_pdf.html": {"page": "edition", "busy": True},
    "ingezonden/refused.html": {"text": "Er kwam net veel binnen.", "village_name": "Lindehoek"},
}


def public_templates() -> set[str]:
    folder = settings.ROOT / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    return {name for name in names if not name.startswith(NOT_PUBLIC) and "/admin/" not in name}


def addresses(world: World, language: str) -> list[str]:
    """Every page with an address."""
    begin = "" if language == "nl" else f"/{language}"
    agenda, newspaper = (world.url(page, language) for page in (world.event.get_parent(), world.edition.get_parent()))
    token = world.subscriber.token
    pages = [world.village.site.root_page, world.edition, world.article, world.event, world.route]
    return [
        *(world.url(page, language) for page in pages),
        world.url(world.route.get_parent(), language),
        newspaper,
        agenda,
        f"{agenda}maand/{world.event.start_date:%Y-%m}/",
        f"{agenda}abonneren/",
        f"{agenda}in-de-buurt/",
        world.url(world.contact, language),
        *(f"{begin}/zoeken/{query}" for query in ("", "?q=linde", "?q=lnide", "?q=qqq")),
        f"{begin}/inzenden/",
        *(f"{begin}/inzenden/{kind}/" for kind in ("artikel", "familiebericht", "activiteit", "advertentie")),
        f"{begin}/inzenden/weghalen/{world.notice.translation_key}/",
        f"{begin}/inzenden/dank/?soort=artikel",
        f"{begin}/nieuwsbrief/",
        f"{begin}/nieuwsbrief/onderweg/",
        *(f"{begin}/nieuwsbrief/{name}/{token}/" for name in ("ja", "keuze", "weg")),
        f"{begin}/nergens/",
    ]


def trouble(world: World, language: str, name: str) -> bytes:
    """What only trouble shows, in the village's frame."""
    request: Any = RequestFactory().get("/", headers={"host": world.village.site.hostname})
    request.village, request.user, request.LANGUAGE_CODE = world.village, AnonymousUser(), language
    context = {key: getattr(world, value) if key == "page" else value for key, value in IN_TROUBLE[name].items()}
    with scoped(world.village.scope()), translation.override(language):
        return render(request, name, context).content


def looked_at(page: Page, world: World, language: str) -> Iterator[str]:
    """Go from screen to screen; gives the name of each."""
    for address in addresses(world, language):
        page.goto(address)
        yield address
    home = world.url(world.village.site.root_page, language)
    page.goto(home)
    page.locator("[data-comfort-open]").first.click()
    yield "how somebody likes to read"
    page.goto(world.url(world.route, language))
    page.locator("[data-ride-open]").click()
    page.locator("[data-ride-start]").wait_for()
    yield "riding along"
    begin = "" if language == "nl" else f"/{language}"
    for address in (f"{begin}/inzenden/familiebericht/", f"{begin}/inzenden/activiteit/", f"{begin}/nieuwsbrief/"):
        page.goto(address)
        page.locator("main form button[type=submit]").click()
        page.wait_for_load_state("load")
        yield f"{address}, filled in wrong"
    with scoped(world.village.scope()):
        invited = link(invite(world.village, "nieuw@example.be", "editor", name="Mia"))
    for address in (invited, "/uitnodiging/onzin/"):
        page.goto(address)
        yield address
    for name in IN_TROUBLE:
        page.route("**/in-trouble/", partial(fulfil, trouble(world, language, name)))
        page.goto("/in-trouble/")
        yield name
        page.unroute("**/in-trouble/")
    port = world.village.site.port
    for host in ("localhost", "zavelberg.localhost", "onbekend.localhost"):
        page.goto(f"http://{host}:{port}/")
        yield host


def fulfil(html: bytes, route: Route) -> None:
    route.fulfill(body=html, content_type="text/html; charset=utf-8")


def wrong_with(page: Page, where: str) -> list[str]:
    """Say what is wrong on a page, and whether one has to scroll sideways."""
    sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return violations(page, where) + ([f"{where}: scrolls sideways"] if sideways else [])


def test_no_public_page_has_anything_wrong(world: World, browsing: Any, rendered: set[str], monkeypatch: Any):
    monkeypatch.setattr("ingezonden.stamps.MIN_SECONDS", 0)
    wrong = []
    for language, zoom, looks in SEEN:
        (scheme, width), *others = looks
        with browsing(width, scheme, zoom=zoom) as context:
            page = context.new_page()
            for screen in looked_at(page, world, language):
                wrong += wrong_with(page, f"{language} {scheme} {width} {screen}")
                for other_scheme, other_width in others:
                    resize(page, other_scheme, other_width)
                    wrong += wrong_with(page, f"{language} {other_scheme} {other_width} {screen}")
                    resize(page, scheme, width)
        NetworkCount.objects.all().delete()  # one visitor after the other
    unseen = sorted(public_templates() - rendered)
    assert not unseen, "\n".join(unseen)
    assert not wrong, "\n".join(wrong)
