"""The languages of a page's pieces: our own words, and what is in a village's first language alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.translation import get_language, get_language_info, override

_noted: ContextVar[set[str] | None] = ContextVar("in_first_language", default=None)


def of_our_words() -> str:
    """Give the language that the interface's words are in now: the page's, or the first where it has no catalogue of that."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language.split("-")[0] in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE


def language_in_words(code: str) -> str:
    """Give the name of a language, in the language of our own words."""
    with override(of_our_words()):
        return str(get_language_info(code)["name_translated"])


def language_attributes(language: str, around: str) -> str:
    """Give the attributes of an element in a language, inside a page in another; `dir` where they run in different directions."""
    ltr = get_language_info(language)["bidi"] == get_language_info(around)["bidi"]
    direction = "" if ltr else f' dir="{"rtl" if get_language_info(language)["bidi"] else "ltr"}"'
    return f' lang="{language}"{direction}'


@contextmanager
def noting_first_language() -> Iterator[set[str]]:
    """Gather within the block the texts that are shown in the village's first language, whatever the page's."""
    noted: set[str] = set()
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def in_first_language(text: str) -> str:
    """Give a text, and note that it is in the village's first language, since it has no translations."""
    noted = _noted.get()
    if noted is not None and text:
        noted.add(str(text))
    return text
