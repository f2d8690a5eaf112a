"""Puts `lang` on what is not in the language around it: on a page as it leaves, and in a letter."""

from collections.abc import Iterable

from django.utils import translation
from wagtail.models import Page

from villages.models import Village

from .fallback import foreign_texts
from .foreign_html import mark, plain


def say_languages(markup: str, village: Village, page: Page | None, noted: Iterable[str]) -> str:
    """Give HTML in the active language, with `lang` on each element that holds just a text in another.

    Such texts are what a translation has of its original (`foreign_texts`; `page` is what is shown), and those that were
    noted while the HTML was made (`core.languages.noting_first_language`).
    """
    language, first = translation.get_language() or "", village.languages[0]
    texts = foreign_texts(village, page, language)
    if language != first:
        texts = {text: first for text in map(plain, noted) if text} | texts
    return mark(markup, texts, language) if texts else markup
