"""What readers see of a page that is not translated, or not wholly: the original's words, each marked with their language."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import trans_real
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from core.models import Audio
from villages.models import Village
from villages.remembering import remembered

from .foreign_html import plain

MAX_MIRRORS = 60  # whose words are known on other pages than their own, the newest first
MAX_TEXTS = 5000  # of one language; a village that has more untranslated texts online than this is beyond marking
LISTED = 12


def waiting_segments(language: str) -> QuerySet:
    """Give the pieces of text that nobody has translated into a language, of all that was sent for it."""
    answers = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale__language_code=language,
        has_error=False,
    )
    sent = StringSegment.objects.filter(
        source__translations__target_locale__language_code=language, source__translations__enabled=True
    )
    return sent.annotate(done=Exists(answers)).filter(done=False)


def kept_segments(language: str) -> QuerySet:
    """Give what translations into a language keep as the original has it, since nobody put another in its place."""
    others = SegmentOverride.objects.filter(context=OuterRef("context"), locale__language_code=language)
    sent = OverridableSegment.objects.filter(
        source__translations__target_locale__language_code=language, source__translations__enabled=True
    )
    sent = sent.exclude(context__path="slug")
    return sent.annotate(other=Exists(others)).filter(other=False)


def foreign_texts(village: Village, page: Page | None, language: str) -> dict[str, str]:
    """Give the texts that a village's pages in this language show in another, each with its language; `page` is shown now."""
    found = remembered(village.pk, f"foreign texts {language}", lambda: _texts_of_all(language))
    if page is not None and (code := language_of_mirror(page)):
        found |= dict.fromkeys(_texts_of_mirror(page), code)
    found.pop("", None)
    return found if has_interface(language) else {**interface_texts(), **found}


def _texts_of_all(language: str) -> dict[str, str]:
    mirrors = Page.objects.filter(locale__language_code=language, alias_of__isnull=False, live=True)
    mirrors = mirrors.exclude(alias_of__locale__language_code=language).select_related("alias_of__locale")
    newest = mirrors.order_by("-first_published_at", "-pk")[:MAX_MIRRORS].specific()
    found = {text: language_of_mirror(page) for page in newest for text in _texts_of_mirror(page)}
    kept = kept_segments(language).values_list("data_json", "context__path", "source__locale__language_code")
    recordings = {}
    for data, path, code in kept[:MAX_TEXTS]:
        value = json.loads(data)
        if path.endswith(".audio"):
            recordings[value] = code
        else:
            found[plain(_words(value))] = code
    for key, *said in Audio.objects.filter(pk__in=recordings).values_list("pk", "title", "transcript"):
        found |= {line: recordings[key] for text in said for line in _lines(text)}
    waiting = waiting_segments(language).values_list("string__data", "source__locale__language_code")
    return found | {line: code for text, code in waiting[:MAX_TEXTS] for line in _lines(text)}


def _texts_of_mirror(page: Page) -> Iterator[str]:
    for segment in extract_segments(page.specific):
        if isinstance(segment, StringSegmentValue):
            yield from _lines(segment.string.data)
        elif isinstance(segment, OverridableSegmentValue):
            yield plain(_words(segment.data))


def _lines(text: str) -> set[str]:
    """Give a text, and each of its lines: what search finds is one of them."""
    return {plain(text), *map(plain, text.splitlines())}


def _words(kept: Any) -> str:
    """Give what is kept where it is words; a number, a link and an address are read alike in every language."""
    return kept if isinstance(kept, str) and "@" not in kept and any(map(str.isalpha, kept)) else ""


@cache
def interface_texts() -> dict[str, str]:
    """Give the interface's own words as they stand on pages in a language that it has no catalogue of: Dutch."""
    known = trans_real.translation(settings.LANGUAGE_CODE)._catalog  # type: ignore[attr-defined]
    said = {plain(text) for _msgid, text in known.items() if isinstance(text, str) and "%(" not in text}
    return dict.fromkeys(said - {""}, settings.LANGUAGE_CODE)


def has_interface(language: str) -> bool:
    """Say whether the interface's own words are there in a language."""
    return language.split("-")[0] in dict(settings.INTERFACE_LANGUAGES)


def language_of_mirror(page: Page) -> str:
    """Give the language of the page that this one mirrors, word by word; empty where it has words of its own."""
    if not page.alias_of_id or page.alias_of.locale_id == page.locale_id:
        return ""
    return page.alias_of.locale.language_code


def fallback_language(page: Page, language: str) -> str:
    """Give the language that (part of) a page falls back to; empty where all of it is in its own."""
    mirrored = language_of_mirror(page)
    if mirrored:
        return mirrored
    source = TranslationSource.objects.filter(object_id=page.translation_key).select_related("locale").first()
    if source is None or source.locale_id == page.locale_id:
        return ""
    return source.locale.language_code if waiting_segments(language).filter(source=source).exists() else ""


def only_in_original(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Give what the original of a list shows and the list itself has not, as (title, url, language), at most a dozen.

    The original is the page in the village's first language.
    """
    first = request.village.site.root_page.locale_id  # type: ignore[attr-defined]
    if page.locale_id == first or not hasattr(page, "shown_below"):
        return []
    original = Page.objects.filter(translation_key=page.translation_key, locale=first).live().first()
    if original is None:
        return []
    below = original.specific.shown_below()
    here = Page.objects.filter(locale=page.locale_id).live().values("translation_key")
    return list(_links(below.exclude(translation_key__in=here).select_related("locale")[:LISTED], request))


def _links(pages: Iterable[Page], request: HttpRequest) -> Iterable[dict[str, Any]]:
    for page in pages:
        yield {"title": page.title, "url": page.get_url(request), "language": page.locale.language_code}
