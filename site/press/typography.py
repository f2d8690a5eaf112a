"""Typographic care for plain text: quotes, dashes and spaces as a Flemish (or French) printer sets them."""

from __future__ import annotations

import re

NBSP = "\u00a0"
THIN = "\u202f"
ZERO_WIDTH_SPACE = "\u200b"

# A word longer than this gets places where it may break, so that no line and no column splitter hangs on it.
MONSTER_WORD = 45
MONSTER_PIECE = 10

# Control characters, byte order marks, non-characters and the marks that flip the direction of the text that follows.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MONSTER = re.compile(rf"[^\s{ZERO_WIDTH_SPACE}]{{{MONSTER_WORD},}}")
_ELISION = re.compile(r"(^|[\s(\[«„“\"—–-])'(?=(?:[nst]|ns|r|k|m)\b|\d\d\b)", re.IGNORECASE)
_OPEN_DOUBLE = re.compile(r"(^|[\s(\[\u2018\u2014\u2013/])\"")
_OPEN_SINGLE = re.compile(r"(^|[\s(\[\u201c\u2014\u2013/])'")
_UNIT = re.compile(r"(\d) (?=(?:km|m|kg|g|cm|mm|l|ml|dl|cl|uur|u\.|euro|jaar|%|°C)(?:\W|$))")
_PHONE = re.compile(r"(?<!\d)(?:\+\d{2} ?\d{1,3}|0\d{1,3})(?: \d{2,3}){2,4}(?!\d)")
_EURO = re.compile(r"€ ?(?=\d)")
_DASH = re.compile(r"(?<=\s)(?:--|-)(?=\s)")
_FRENCH_HIGH = re.compile(r"(?<=\w)\s*([;:!?])(?=\s|$)")


def clean_text(text: str) -> str:
    """The text without characters that no printer can set; line ends become newlines."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def break_monsters(text: str) -> str:
    """Words of 45 characters and more get a break opportunity every 10 characters (a zero width space)."""

    def cut(match: re.Match[str]) -> str:
        word = match.group(0)
        return ZERO_WIDTH_SPACE.join(word[i : i + MONSTER_PIECE] for i in range(0, len(word), MONSTER_PIECE))

    return _MONSTER.sub(cut, text)


def typographic(text: str, language: str = "nl", before: str = "") -> str:
    """The text with real quotes, apostrophes, dashes and unbreakable spaces.

    ``before`` is the character that stands before this text (in a run of another style), it decides whether a quote
    opens or closes. Idempotent: typographic text stays as it is.
    """
    text = clean_text(text)
    prefix = before[-1:]
    work = prefix + text
    work = work.replace("...", "…")
    work = _ELISION.sub("\\1\u2019", work)
    if language.startswith("fr"):
        work = _OPEN_DOUBLE.sub(f"\\1«{THIN}", work).replace('"', f"{THIN}»")
        work = _FRENCH_HIGH.sub(f"{THIN}\\1", work)
    else:
        work = _OPEN_DOUBLE.sub("\\1\u201c", work).replace('"', "\u201d")
    work = _OPEN_SINGLE.sub("\\1\u2018", work).replace("'", "\u2019")
    work = _DASH.sub("\u2013", work)
    work = _PHONE.sub(lambda match: match.group(0).replace(" ", NBSP), work)
    work = _UNIT.sub(f"\\1{NBSP}", work)
    work = _EURO.sub(f"€{NBSP}", work)
    return break_monsters(work[len(prefix) :] if prefix and work.startswith(prefix) else work)
