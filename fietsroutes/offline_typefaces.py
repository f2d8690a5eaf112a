"""Which files of the typefaces a page needs without network: those whose letters its text and its scripts can show."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from django.conf import settings

SHEET = Path(settings.ROOT) / "site" / "static" / "css" / "fonts.css"
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FILE = re.compile(r"url\([\"']?\.\./(fonts/[^\"')]+)")
_RANGE = re.compile(r"unicode-range:([^;}]*)")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_SPAN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@cache
def _faces() -> tuple[tuple[str, tuple[range, ...]], ...]:
    """Give each file of the style sheet with the code points it is for; no ranges for a file that is for all."""
    found = []
    for face in _FACE.findall(SHEET.read_text(encoding="utf-8")):
        spans = _RANGE.search(face)
        ranges = [
            range(int(first, 16), int(last or first, 16) + 1)
            for first, last in _SPAN.findall(spans[1] if spans else "")
        ]
        found += [(name, tuple(ranges)) for name in _FILE.findall(face)]
    return tuple(found)


def typefaces_for(text: str) -> list[str]:
    """Give the names below the static folder of the files that a browser may ask for to show a text.

    The text may be HTML, JSON or a script: letters written as an entity or an escape count. The files of the Latin
    alphabet's basic letters are always among them, since a script can put any word on the screen.
    """
    points = {ord(letter) for letter in {*unescape(text), *text}} | _escaped(text) | set(range(0x20, 0x7F))
    return [
        name for name, ranges in _faces() if not ranges or any(point in span for span in ranges for point in points)
    ]


def _escaped(text: str) -> set[int]:
    """Give the code points that stand as an escape of JSON and of scripts (RFC 8259, section 7), pairs put together."""
    return {
        ord(letter)
        for letters in _ESCAPES.findall(text)
        for letter in bytes.fromhex(letters.replace("\\u", "")).decode("utf-16-be", "replace")
    }
