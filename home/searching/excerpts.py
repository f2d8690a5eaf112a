"""The line of a text that holds the words that somebody looked for."""

import re
from dataclasses import dataclass

from .words import WORD, folded, stems_of

WIDTH = 170  # characters shown
BEFORE = 60  # of them before the first word that was found


@dataclass(frozen=True)
class Part:
    """A piece of a line; `found` where it is one of the words."""

    text: str
    found: bool


Excerpt = tuple[Part, ...]


def excerpt_of(text: str, words: list[str], language: str) -> Excerpt:
    """Give the first line that holds one of the words, cut at words to about 170 characters; the first line where none does."""
    stems = {stem for word in words for stem in stems_of(word, language)}
    beginnings = tuple({stem[:3] for stem in stems})
    for match in WORD.finditer(text):
        if _is_found(match[0], stems, beginnings, language):
            return _parts(*_window(text, match.start()), stems, beginnings, language)
    return _parts(*_window(text, 0), stems, beginnings, language)


def _is_found(word: str, stems: set[str], beginnings: tuple[str, ...], language: str) -> bool:
    plain = folded(word)
    if not plain.startswith(beginnings):
        return False
    return any(own.startswith(stem) for own in stems_of(plain, language) for stem in stems)


def _window(text: str, place: int) -> tuple[str, bool, bool]:
    """Give the piece of the line around a place, and whether the line goes on before and after it."""
    line_start = text.rfind("\n", 0, place) + 1
    line_end = text.find("\n", place)
    line_end = len(text) if line_end < 0 else line_end
    start = max(line_start, place - BEFORE)
    if start > line_start:
        start = text.find(" ", start, place) + 1 or place
    end = min(line_end, start + WIDTH)
    if end < line_end:
        end = text.rfind(" ", place + 1, end)
        end = end if end > place else min(line_end, start + WIDTH)
    return text[start:end].strip(), start > line_start, end < line_end


def _parts(
    line: str, cut_before: bool, cut_after: bool, stems: set[str], beginnings: tuple[str, ...], language: str
) -> Excerpt:
    parts = [Part("… ", False)] if cut_before else []
    for piece in re.split(r"(\w+)", line):
        if piece:
            parts.append(Part(piece, bool(WORD.match(piece)) and _is_found(piece, stems, beginnings, language)))
    return (*parts, Part(" …", False)) if cut_after else tuple(parts)
