"""Machine translation: a setting of the instance, asked only when an editor presses the button.

Each machine is one of wagtail-localize's own with what an editor needs added: an error that can be told, and no answer at
all where the machine changed a number, a time or a telephone number. A person translates that piece then.
"""

import itertools
import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from requests import RequestException
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue, validate_translation_links

BATCH = 40  # texts in one request; DeepL takes 50 at most
WORD = re.compile(r"(<[^>]*>)|([^\W\d_]+)")
NUMBER = re.compile(r"\d+")
DICTIONARY = Path(__file__).with_name("dictionary.toml")
_logger = logging.getLogger(__name__)


class MachineError(Exception):
    """The machine gave no translation: it could not be reached, refused, or answered something else."""


def is_faithful(original: str, translation: str) -> bool:
    """Say whether a translation (both as HTML) has the original's numbers and links."""
    if Counter(NUMBER.findall(_text(original))) != Counter(NUMBER.findall(_text(translation))):
        return False
    try:
        StringValue.from_translated_html(translation)
        validate_translation_links(original, translation)
    except ValueError:
        return False
    return True


def _text(html: str) -> str:
    return re.sub(r"<[^>]*>", "", html)


class CarefulMixin:
    """Asks in parts, tells what went wrong, and keeps only answers that are faithful."""

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]) -> dict[Any, Any]:
        """Give the translations by text; none for a text that was not translated faithfully.

        Raises:
            MachineError: the machine cannot be reached or does not answer as it should.
        """
        found: dict[Any, Any] = {}
        remaining = iter(strings)
        while part := list(itertools.islice(remaining, BATCH)):
            try:
                answers = super().translate(source_locale, target_locale, part)  # type: ignore[misc]
            except (RequestException, ValueError, KeyError, TypeError) as error:
                _logger.warning("Machine translation failed", exc_info=True)
                raise MachineError from error
            found |= {text: answer for text, answer in answers.items() if is_faithful(text.data, answer.data)}
        return found


class DeepL(CarefulMixin, DeepLTranslator):
    """DeepL; options: `AUTH_KEY`, `TIMEOUT` (seconds), `FORMALITY`."""


class LibreTranslate(CarefulMixin, LibreTranslator):
    """LibreTranslate, on a server of one's own or elsewhere; options: `LIBRETRANSLATE_URL`, `API_KEY`, `TIMEOUT` (seconds)."""


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """Give the words of development's dictionary: by language, from Dutch."""
    found: dict[str, dict[str, str]] = {}
    for word, translations in tomllib.loads(DICTIONARY.read_text(encoding="utf-8")).items():
        for language, translation in translations.items():
            found.setdefault(language, {})[word] = translation
    return found


class WordByWord(BaseMachineTranslator):
    """Looks up each word in a small dictionary and leaves the others: to work on the code without any service."""

    display_name = _("the little dictionary")

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """Say whether the dictionary has these languages."""
        return source_locale.language_code == "nl" and target_locale.language_code in dictionary()

    def translate(self, source_locale: Any, target_locale: Any, strings: Iterable[StringValue]) -> dict[Any, Any]:
        """Give each text with the words replaced that the dictionary knows."""
        words = dictionary()[target_locale.language_code]
        return {text: StringValue(_word_by_word(text.data, words)) for text in strings}


def _word_by_word(html: str, words: dict[str, str]) -> str:
    def replace(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        known = words.get(found[2].lower(), found[2])
        return known[:1].upper() + known[1:] if found[2][:1].isupper() else known

    return WORD.sub(replace, html)
