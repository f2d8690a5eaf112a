"""Links to pages in running text, looked up once for all paragraphs of a page.

Wagtail asks per paragraph: for the pages in their own class, and per link for the language and the translation
(8.0, `PageLinkHandler`). Here the pages that a text links to are fetched together, and their translations together.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from wagtail.models import Page

LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
NUMBER = re.compile(r"\bid=\"(\d+)\"")
SHOWN = ("url_path", "path", "depth", "translation_key", "locale__language_code", "live")
_known: ContextVar[dict[str, str] | None] = ContextVar("page_links", default=None)


@contextmanager
def remembering_links() -> Iterator[None]:
    """Remember within the block where links lead."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def foresee_links(texts: Any) -> None:
    """Look up all links in these texts (strings, in lists and dictionaries as deep as they are) before they are shown."""
    known = _known.get()
    if known is not None:
        _look_up(known, set(_numbers(texts)))


def _numbers(texts: Any) -> Iterator[str]:
    if isinstance(texts, str):
        for link in LINK.findall(texts):
            yield from NUMBER.findall(link)
    elif isinstance(texts, dict):
        yield from _numbers(list(texts.values()))
    elif isinstance(texts, Iterable):
        for text in texts:
            yield from _numbers(text)


def _look_up(known: dict[str, str], numbers: set[str]) -> None:
    missing = {number for number in numbers if number.isdecimal()} - known.keys()
    if not missing:
        return
    found = Page.objects.select_related("locale").only(*SHOWN)
    pages = list(found.filter(pk__in=missing))
    language = translation.get_language()
    foreign = {page.translation_key for page in pages if page.locale.language_code != language}
    here = found.filter(translation_key__in=foreign, locale__language_code=language, live=True) if foreign else ()
    translated = {page.translation_key: page for page in here}
    for page in pages:
        known[str(page.pk)] = translated.get(page.translation_key, page).get_url() or ""


def addresses_of(numbers: Iterable[str]) -> dict[str, str]:
    """Give where links to pages with these numbers lead; those that are not here are left out."""
    known = _known.get()
    known = {} if known is None else known
    _look_up(known, set(numbers))
    return known
