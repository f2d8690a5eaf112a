"""The demo's pages in its villages' other languages: translations of the Dutch ones, so that pages know each other."""

from typing import Any

from wagtail.models import Locale, Page

from agenda.models import EventPage
from dorpskrant.models import ArticlePage
from fietsroutes.models import RoutePage
from home.models import InformationPage
from villages.models import Village

from .content_files import Data, Library, read
from .factories import agenda_of, contact_page_of, home_of, newspaper_of, routes_of


def make_translations(village: Village, library: Library) -> None:
    """Translate what the village's translations file holds, language by language."""
    path = library.folder / "translations.toml"
    if not path.exists():
        return
    for language, data in read(path).items():
        locale = Locale.objects.get(language_code=language)
        _retitle(home_of(village, language), data["home"])
        _retitle(newspaper_of(village, language), data["newspaper"])
        _retitle(agenda_of(village, language), data["agenda"])
        _retitle(routes_of(village, language), data["routes"])
        for information in data.get("information", []):
            _information(village, information, locale, library)
        for article in data.get("article", []):
            _article(village, article, locale, library)
        for event in data.get("event", []):
            original = EventPage.objects.descendant_of(home_of(village)).get(slug=event["original"])
            _translate(original, locale, {key: event[key] for key in ("title", "description", "place_name")})
        if "route" in data:
            _route(village, data["route"], locale, library)


def _retitle(page: Any, data: Data) -> None:
    for name in ("title", "intro", "subtitle"):
        if name in data:
            setattr(page, name, data[name])
    page.save_revision().publish()


def _translate(original: Page, locale: Locale, fields: Data) -> Any:
    copy = original.specific.copy_for_translation(locale, copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


def _information(village: Village, data: Data, locale: Locale, library: Library) -> None:
    pages = InformationPage.objects.descendant_of(home_of(village))
    original = pages.filter(slug=data["slug"]).first() or contact_page_of(village)
    fields: Data = {name: data[name] for name in ("title", "intro") if name in data}
    fields["body"] = library.body(data.get("body", []))
    known = original.get_translation_or_none(locale)
    if known is None:
        _translate(original, locale, fields)
        return
    for name in ("contact_name", "contact_place", "contact_hours", "contact_phone", "contact_email"):
        fields[name] = data.get(name) or getattr(original, name)
    for name, value in fields.items():
        setattr(known, name, value)
    known.save_revision().publish()


def _article(village: Village, data: Data, locale: Locale, library: Library) -> None:
    original = ArticlePage.objects.descendant_of(home_of(village)).get(slug=data["original"])
    edition = original.get_parent()
    if not edition.has_translation(locale):
        _translate(edition, locale, {})
    fields: Data = {name: data[name] for name in ("title", "intro", "slug") if name in data}
    _translate(original, locale, {**fields, "body": library.body(data["body"])})


def _route(village: Village, data: Data, locale: Locale, library: Library) -> None:
    original = RoutePage.objects.descendant_of(home_of(village)).get()
    names = ("title", "intro", "description", "surface", "facilities", "cafes")
    copy = original.copy_for_translation(locale, copy_parents=True)
    for name in names:
        setattr(copy, name, data[name])
    for number, (stop, words) in enumerate(zip(copy.stops.all(), data["stop"], strict=True), start=1):
        for name in ("title", "text", "question", "transcript"):
            setattr(stop, name, words[name])
        path = f"{locale.language_code}/{number}.mp3"
        if (library.folder / "audio" / path).exists():
            stop.audio = library.audio(path, words["title"], words["transcript"])
    copy.save_revision().publish()
