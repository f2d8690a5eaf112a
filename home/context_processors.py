"""What every public page of a village shows: its name and look, the menu, the contact point, its languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page

from villages.remembering import remembered
from villages.translating.fallback import fallback_language, language_of_mirror, only_in_original

from .front_page import frame_of, home_of, sections_of
from .models import InformationPage

LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English", "de": "Deutsch", "ar": "العربية"}


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
    exact: bool  # False where it is not this page in that language: the home page stands in, or it is the original word by word


def village(request: HttpRequest) -> dict[str, Any]:
    """Give `village`, `menu`, `contact_point` and `translations`; nothing on the platform's own hosts and in the admin."""
    found = getattr(request, "village", None)
    if found is None or request.path_info.startswith("/admin/"):
        return {}
    return {
        "village": found,
        "home_page": SimpleLazyObject(lambda: home_of(request)),
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "contact_point": SimpleLazyObject(lambda: contact_point_of(request)),
        "translations": SimpleLazyObject(lambda: _translations(request)),
        "falls_back_to": SimpleLazyObject(lambda: _falls_back_to(request)),
        "only_original": SimpleLazyObject(lambda: _only_original(request)),
    }


def _menu(request: HttpRequest) -> list[MenuItem]:
    urls = [(page.title, page.get_url(request)) for page in sections_of(request) if page.show_in_menus]
    return [MenuItem(title, url, request.path.startswith(url)) for title, url in urls]


def contact_point_of(request: HttpRequest) -> InformationPage | None:
    """Give the page of whoever answers the phone: the first below the home page that has a number."""
    home = home_of(request)
    return remembered(request.village.pk, f"contact point {home.pk}", lambda: _contact_point(home))  # type: ignore[attr-defined]


def _contact_point(home: Page) -> InformationPage | None:
    pages = InformationPage.objects.descendant_of(home).live().exclude(contact_phone="").order_by("path")
    return pages.defer_streamfields().first()  # type: ignore[no-any-return]


def _falls_back_to(request: HttpRequest) -> str:
    page = getattr(request, "village_page", None)
    if page is None or not page.pk or len(request.village.languages) < 2:  # type: ignore[attr-defined]
        return ""
    return fallback_language(page, translation.get_language() or "")


def _only_original(request: HttpRequest) -> list[dict[str, Any]]:
    page = getattr(request, "village_page", None)
    if page is None or not page.pk or len(request.village.languages) < 2:  # type: ignore[attr-defined]
        return []
    return only_in_original(page, request)


def _translations(request: HttpRequest) -> list[Translation]:
    """Give the page that is shown in the village's other languages; where it has no translation, that language's home page."""
    languages = request.village.languages  # type: ignore[attr-defined]
    if len(languages) < 2:
        return []
    active = translation.get_language()
    frame, home = frame_of(request), home_of(request)
    page = getattr(request, "village_page", None) or home
    others = frame.translations(page)
    if others is None:
        same = Page.objects.filter(translation_key=page.translation_key).live()
        others = list(same.select_related("locale", "alias_of__locale"))
    homes = {other.locale.language_code: other for other in frame.homes}
    same_pages = {other.locale.language_code: other for other in others}
    result = []
    for code in languages:
        exactly = same_pages.get(code)
        target = exactly or homes.get(code)
        if target is not None:
            name = LANGUAGE_NAMES.get(code, dict(settings.LANGUAGES).get(code, code))
            exact = exactly is not None and not language_of_mirror(exactly)
            result.append(Translation(code, str(name), target.get_url(request), code == active, exact))
    return result
