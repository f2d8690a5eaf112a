"""Mending a misspelt word by what this village writes about."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from .words import words_in

ALIKE = 0.72  # of `difflib.SequenceMatcher.ratio()`, the least that counts as the same word misspelt
SHORTEST = 4  # characters: shorter words have too many neighbours
MOST_TEXT = 2_000_000  # characters that are looked through


def nearest_words(entries: Any, words: list[str], language: str, condition: Callable[[str], Q]) -> list[str]:
    """Give the words, each that no entry holds replaced by the nearest one that some entry does; itself where there is none.

    `condition` says of a word which entries hold it. Reads the village's texts once, and only where a word is unknown.
    """
    unknown = [word for word in words if len(word) >= SHORTEST and not entries.filter(condition(word)).exists()]
    if not unknown:
        return words
    vocabulary = _vocabulary(entries)
    mended = {word: _nearest(word, vocabulary) or word for word in unknown}
    return [mended.get(word, word) for word in words]


def _vocabulary(entries: Any) -> set[str]:
    """Give the different words of the entries' titles and texts, newest first until enough was read."""
    found: set[str] = set()
    left = MOST_TEXT
    for title, text in entries.order_by("-date").values_list("title", "text").iterator(chunk_size=200):
        found.update(words_in(f"{title} {text}"))
        left -= len(text)
        if left < 0:
            break
    return found


def _nearest(word: str, vocabulary: Iterable[str]) -> str:
    """Give the word that looks most alike: of about the same length, most letters in the same order."""
    best, most = "", ALIKE
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    for other in sorted(vocabulary):
        if abs(len(other) - len(word)) > 2 or not (set(other[:2]) & set(word[:2])):
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() > most and matcher.quick_ratio() > most and (ratio := matcher.ratio()) > most:
            best, most = other, ratio
    return best
