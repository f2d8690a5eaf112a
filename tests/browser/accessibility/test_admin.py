"""No screen of ours in the admin has anything that axe-core calls wrong, nor has what Wagtail makes around it.

Light and dark, on 320 px and at 200 %; each language is seen once.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext
from wagtail.users.models import UserProfile

from tests.browser.accessibility.conftest import violations
from tests.browser.accessibility.world import World
from villages.inviting import invite
from villages.models import User
from villages.scope import scoped

SEEN = [  # language, colours, width in CSS pixels, zoom
    ("nl", "light", 320, 1),
    ("fr", "dark", 320, 1),
    ("en", "light", 640, 2),
    ("de", "dark", 640, 2),
]


def log_in(context: BrowserContext, world: World, user: User, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client = Client(headers={"host": world.village.site.hostname})
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": world.village.site.root_url}])


def addresses(world: World) -> Iterator[str]:
    """Our own screens."""
    edition = world.edition.pk
    yield "/admin/"
    yield from (f"/admin/ingezonden/?status={status}" for status in ("new", "taken", "refused"))
    yield from (f"/admin/ingezonden/{found.pk}/" for found in world.submissions.values())
    yield from (f"/admin/ingezonden/namens/{kind}/" for kind in ("artikel", "familiebericht"))
    yield f"/admin/ingezonden/editie/{edition}/"
    yield "/admin/verenigingen/"
    yield "/admin/verenigingen/new/"
    yield "/admin/nieuwsbrief/"
    yield reverse("paper_edition", args=[edition])
    yield reverse("paper_print", args=[edition]) + "?kind=a4&colour=colour"
    yield reverse("paper_add_advert", args=[edition])
    yield reverse("paper_advert", args=[edition, world.advert.pk])
    yield reverse("paper_remove_advert", args=[edition, world.advert.pk])
    yield reverse("article_offers", args=[edition])
    yield "/admin/krantenarchief/"
    yield "/admin/krantenarchief/new/"
    yield reverse("village_neighbours")
    yield reverse("village_translations")
    yield reverse("invitations:index")
    yield reverse("invitations:add")
    yield reverse("invitations:hand_over")
    yield from (reverse(f"second_step:{name}") for name in ("overview", "app", "passkey", "codes"))
    yield reverse("security_journal")
    yield reverse("wagtail_localize:submit_page_translation", args=[world.contact.pk])
    yield "/admin/users/"
    yield "/admin/users/new/"
    yield from (f"/admin/users/{action}/{world.colleague.pk}/" for action in ("edit", "delete"))
    yield from ("/admin/agenda/bronnen/", "/admin/agenda/bronnen/new/")
    yield from (
        reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (world.edition, world.event, world.route)
    )


def test_no_screen_of_ours_has_anything_wrong(world: World, browsing: Any):
    admin = User.objects.get(username="admin")
    with scoped(world.village.scope()):
        invite(world.village, "nieuw@example.be", "editor", name="Mia", by=admin)
    wrong = []
    for language, scheme, width, zoom in SEEN:
        with browsing(width, scheme, zoom=zoom) as context:
            page = context.new_page()
            page.goto("/admin/login/")
            wrong += violations(page, f"{language} {scheme} {width} logging in")
            log_in(context, world, admin, language)
            for address in addresses(world):
                answer = page.goto(address)
                assert answer is not None and answer.status == 200, (address, answer and answer.status)
                assert "/login" not in page.url
                wrong += violations(page, f"{language} {scheme} {width} {address}")
    assert not wrong, "\n".join(wrong)
