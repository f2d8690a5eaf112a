"""The demo's pages in its villages' other languages, each sent for translation and translated as an editor does it."""

import json
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

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
        if "edition" in data:
            _translate(newspaper_of(village).editions().get(), locale, data["edition"])
        for article in data.get("article", []):
            _article(village, article, locale, library)
        for event in data.get("event", []):
            original = EventPage.objects.descendant_of(home_of(village)).get(slug=event["original"])
            _translate(original, locale, {key: event[key] for key in ("title", "description", "place_name")})
        if "route" in data:
            _route(village, data["route"], locale, library)


def _retitle(page: Any, data: Data) -> None:
    fields = {name: data[name] for name in ("title", "intro", "subtitle") if name in data}
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    _keep_words(page, set(fields))


def _translate(original: Page, locale: Locale, fields: Data) -> Any:
    copy = original.specific.copy_for_translation(locale, copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    _keep_words(copy, set(fields))
    return copy


def _keep_words(page: Any, translated: set[str]) -> None:
    """Keep the words of a translated page with its original's, piece by piece; those of other fields wait for a translator.

    Both have their pieces in one order.
    """
    original = page.get_translation(Locale.objects.get(language_code="nl")).specific
    source, _created = TranslationSource.update_or_create_from_instance(original)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=page.locale)
    theirs, ours = (
        [piece for piece in extract_segments(each) if piece.path.partition(".")[0] in translated]
        for each in (original, page)
    )
    for said, told in _pairs(StringSegmentValue, theirs, ours):
        segment = StringSegment.objects.get(source=source, context__path=said.path, string__data=said.string.data)
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=page.locale,
            defaults={"data": told.string.data},
        )
    for said, told in _pairs(OverridableSegmentValue, theirs, ours):
        if said.data != told.data:
            segment = OverridableSegment.objects.get(source=source, context__path=said.path)
            SegmentOverride.objects.update_or_create(
                context=segment.context, locale=page.locale, defaults={"data_json": json.dumps(told.data)}
            )
    translation.save_target(publish=True)


def _pairs(kind: type, theirs: list[Any], ours: list[Any]) -> Any:
    return zip(
        [piece for piece in theirs if isinstance(piece, kind)],
        [piece for piece in ours if isinstance(piece, kind)],
        strict=True,
    )


def _information(village: Village, data: Data, locale: Locale, library: Library) -> None:
    pages = InformationPage.objects.descendant_of(home_of(village))
    original = pages.filter(slug=data["slug"]).first() or contact_page_of(village)
    names = ("title", "intro", "contact_name", "contact_place", "contact_hours", "contact_phone", "contact_email")
    fields = {name: data[name] for name in names if name in data}
    fields["body"] = library.body(data.get("body", []))
    known = original.get_translation_or_none(locale)
    if known is None:
        _translate(original, locale, fields)
        return
    for name, value in fields.items():
        setattr(known, name, value)
    known.save_revision().publish()
    _keep_words(known, set(fields))


def _article(village: Village, data: Data, locale: Locale, library: Library) -> None:
    original = ArticlePage.objects.descendant_of(home_of(village)).get(slug=data["original"])
    names = ("title", "intro", "slug", "photo_alt", "photo_caption")
    fields: Data = {name: data[name] for name in names if name in data}
    _translate(original, locale, {**fields, "body": library.body(data["body"])})


def _route(village: Village, data: Data, locale: Locale, library: Library) -> None:
    original = RoutePage.objects.descendant_of(home_of(village)).get()
    names = ("title", "intro", "description", "surface", "facilities", "cafes")
    copy = original.copy_for_translation(locale, copy_parents=True)
    for name in names:
        setattr(copy, name, data[name])
    stops = list(copy.stops.all())
    for number, (stop, words) in enumerate(zip(stops, data["stop"], strict=True), start=1):
        for name in ("title", "text", "question", "transcript", "photo_alt", "photo_caption"):
            setattr(stop, name, words.get(name, ""))
        path = f"{locale.language_code}/{number}.mp3"
        if (library.folder / "audio" / path).exists():
            stop.audio = library.audio(path, words["title"], words["transcript"])
    copy.stops = stops  # the page forgets what was read from its table
    copy.save_revision().publish()
    _keep_words(copy, {*names, "start_place", "stops"})
