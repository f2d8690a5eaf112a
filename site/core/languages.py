"""The language of our own words, which is not always that of the page around them."""

from django.conf import settings
from django.utils.translation import get_language, get_language_info, override


def of_our_words() -> str:
    """Give the language that the interface's words are in now: the page's, or the first where it has no catalogue of that."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language.split("-")[0] in dict(settings.INTERFACE_LANGUAGES) else settings.LANGUAGE_CODE


def language_in_words(code: str) -> str:
    """Give the name of a language, in the language of our own words."""
    with override(of_our_words()):
        return str(get_language_info(code)["name_translated"])
