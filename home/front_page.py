"""The home page in the language of the request, and what stands right below it; looked up once per request."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Page, Site


def home_of(request: HttpRequest) -> Page:
    """Give the home page in the active language; the first language's where that has none that is live."""
    known: Any = request
    if getattr(known, "_village_home", None) is None:
        site = Site.find_for_request(request)
        assert site is not None
        home, language = site.root_page, translation.get_language()
        if home.locale.language_code != language:
            home = next((page for page in homes_of(request) if page.locale.language_code == language), home)
        known._village_home = home
    return known._village_home  # type: ignore[no-any-return]


def homes_of(request: HttpRequest) -> list[Page]:
    """Give the live home pages in all languages, each with its locale."""
    known: Any = request
    if getattr(known, "_village_homes", None) is None:
        site = Site.find_for_request(request)
        assert site is not None
        homes = Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
        known._village_homes = list(homes.select_related("locale").order_by("path"))
    return known._village_homes  # type: ignore[no-any-return]


def sections_of(request: HttpRequest) -> list[Page]:
    """Give the live pages right below that home page, in their order."""
    known: Any = request
    if getattr(known, "_village_sections", None) is None:
        known._village_sections = list(Page.objects.child_of(home_of(request)).live().order_by("path"))
    return known._village_sections  # type: ignore[no-any-return]
