"""Words as a search compares them: without accents and capitals, and down to their stem.

Stems come from the Snowball algorithms (https://snowballstem.org). Dutch has two of them that each see what the other misses, and
both lead "fiets" and "fietsen" apart, so a word has a set of stems, the word itself among them; two words are alike when they
share one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import snowballstemmer

ALGORITHMS = {
    "nl": ("dutch", "dutch_porter"),
    "fr": ("french",),
    "en": ("english",),
    "de": ("german",),
    "ar": ("arabic",),
}
LONGEST = 60  # characters of a word that count
SHORTEST_PLURAL = 4  # characters: longer Dutch words may be plurals by an s alone
WORD = re.compile(r"\w+")
# Words that say nothing about a text. A query of nothing else is searched for as it stands.
SMALL = {
    "nl": "aan al bij dat de den der des die dit door een en er het hij ik in is je met naar niet of om ons onze op te tot u uit"
    " van voor was wat we wie wij ze zijn",
    "fr": "a au aux avec ce ces d dans de des du elle en est et il j je l la le les leur ma mais mes n ne nous on ou par pas pour"
    " qu que qui s sa se ses son sur un une vous y",
    "en": "a an and are as at be by for from had has he her his i in is it its my not of on or our she that the their they this"
    " to was we were with you your",
    "de": "am an auf aus bei das dem den der des die ein eine einem einen einer er es für im in ist mit nach nicht oder sich sie"
    " und uns vom von war was wir zu zum zur",
}


def folded(text: str) -> str:
    """Give the text in small letters without accents, ligatures taken apart: "Café" is "cafe", "œuvre" is "oeuvre"."""
    taken_apart = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", taken_apart) if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain)


def words_in(text: str) -> Iterator[str]:
    """Give the words of a text, folded, each at most 60 characters, in their order."""
    return (word[:LONGEST] for word in WORD.findall(folded(text)))


def is_small(word: str, language: str) -> bool:
    """Tell whether a folded word says nothing about a text in this language."""
    return word in _small(language)


@lru_cache(maxsize=10_000)
def stems_of(word: str, language: str) -> frozenset[str]:
    """Give the stems of a folded word, itself among them; itself alone in a language whose stems are not known."""
    stems = {word, *(stemmer.stemWord(word) for stemmer in _stemmers(language))}
    if language == "nl" and len(word) > SHORTEST_PLURAL and word.endswith("s"):
        stems.add(word.removesuffix("s"))  # fanfares, programmas: plurals that Snowball leaves alone
    return frozenset(filter(None, stems))


@lru_cache(maxsize=16)
def _small(language: str) -> frozenset[str]:
    return frozenset(folded(SMALL.get(language, "")).split())


@lru_cache(maxsize=16)
def _stemmers(language: str) -> tuple[Any, ...]:
    return tuple(snowballstemmer.stemmer(name) for name in ALGORITHMS.get(language.split("-")[0], ()))
