"""What every public page of a village shows: its name and look, the menu, the contact point, its languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from .models import HomePage, InformationPage

LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English", "de": "Deutsch"}


@dataclass(frozen=True)
class MenuItem:
    """A place in the menu; `active` where the visitor is in it."""

    title: str
    url: str
    active: bool


@dataclass(frozen=True)
class Translation:
    """A page in one of the village's languages."""

    language_code: str
    name: str
    url: str
    active: bool
    exact: bool  # False where the page has no translation and the language's home page stands in for it


def village(request: HttpRequest) -> dict[str, Any]:
    """Give `village`, `menu`, `contact_point` and `translations`; nothing on the platform's own hosts and in the admin."""
    found = getattr(request, "village", None)
    if found is None or request.path_info.startswith("/admin/"):
        return {}
    return {
        "village": found,
        "home_page": SimpleLazyObject(lambda: _home(request)),
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "contact_point": SimpleLazyObject(lambda: contact_point_of(request)),
        "translations": SimpleLazyObject(lambda: _translations(request)),
    }


def _home(request: HttpRequest) -> Page:
    """Give the home page in the language that is active; the first language's where that has none."""
    site = Site.find_for_request(request)
    assert site is not None
    if getattr(request, "_village_home", None) is None:
        root = site.root_page
        language = translation.get_language()
        if root.locale.language_code != language:
            root = (
                HomePage.objects.filter(translation_key=root.translation_key, locale__language_code=language).first()
                or root
            )
        request._village_home = root  # type: ignore[attr-defined]
    return request._village_home  # type: ignore[attr-defined]


def _menu(request: HttpRequest) -> list[MenuItem]:
    pages = Page.objects.child_of(_home(request)).live().in_menu().order_by("path")
    items = []
    for page in pages:
        url = page.get_url(request)
        items.append(MenuItem(page.title, url, request.path.startswith(url)))
    return items


def contact_point_of(request: HttpRequest) -> InformationPage | None:
    """Give the page of whoever answers the phone: the first below the home page that has a number."""
    return (
        InformationPage.objects.descendant_of(_home(request)).live().exclude(contact_phone="").order_by("path").first()
    )


def _translations(request: HttpRequest) -> list[Translation]:
    """Give the page that is shown in the village's other languages; where it has no translation, that language's home page."""
    languages = request.village.languages  # type: ignore[attr-defined]
    if len(languages) < 2:
        return []
    active = translation.get_language()
    page = getattr(request, "village_page", None) or _home(request)
    home = _home(request)
    keys = {page.translation_key, home.translation_key}
    found = {
        (other.translation_key, other.locale.language_code): other
        for other in Page.objects.filter(translation_key__in=keys).live().select_related("locale")
    }
    result = []
    for code in languages:
        same = found.get((page.translation_key, code))
        target = same or found.get((home.translation_key, code))
        if target is not None:
            name = LANGUAGE_NAMES.get(code, dict(settings.LANGUAGES).get(code, code))
            result.append(Translation(code, str(name), target.get_url(request), code == active, same is not None))
    return result
