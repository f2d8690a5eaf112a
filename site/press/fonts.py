"""The fonts that the press sets with: TrueType files from fontpkg wheels, never the machine's own."""

from __future__ import annotations

import importlib.util
import struct
from functools import lru_cache
from pathlib import Path

# The three families of the house, always there; then families for other scripts, used where they are installed.
PACKAGES = ("fontpkg_source_serif_4", "fontpkg_source_sans_3", "fontpkg_atkinson_hyperlegible")
FAMILIES = ("Source Serif 4", "Source Sans 3", "Atkinson Hyperlegible")
OPTIONAL_PACKAGES = ("fontpkg_noto_sans_arabic", "fontpkg_noto_emoji", "manimgx_fonts")
OPTIONAL_FAMILIES = ("Noto Sans Arabic", "Noto Emoji", "Noto Sans Symbols", "Noto Sans Symbols 2")


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """The paths of all font files, in a fixed order. Raises ``RuntimeError`` where a family of the house is missing."""
    files: list[Path] = []
    for package in PACKAGES + OPTIONAL_PACKAGES:
        spec = importlib.util.find_spec(package)
        found = []
        if spec is not None:
            for place in spec.submodule_search_locations or ():
                found += [path for path in Path(place).rglob("*") if path.suffix.lower() in {".ttf", ".otf"}]
        if not found and package in PACKAGES:
            raise RuntimeError(f"The fonts of {package.replace('_', '-')} are not installed.")
        files += sorted(found)
    return tuple(files)


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[int]:
    """The code points that at least one font of the press can draw."""
    covered: set[int] = set()
    for path in font_files():
        covered |= _code_points(path.read_bytes())
    return frozenset(covered)


def without_unprintable(text: str) -> tuple[str, set[str]]:
    """The text that the fonts can set, and the characters that had to be left out."""
    if text.isascii():
        return text, set()
    covered = printable_characters()
    # Joiners, variation selectors and break opportunities steer shaping and need no glyph of their own.
    missing = {c for c in text if ord(c) not in covered and c not in "\n\t\u200b\u200c\u200d\u00ad\u2060\ufe0e\ufe0f"}
    if missing:
        text = "".join(c for c in text if c not in missing)
    return text, missing


def _code_points(data: bytes) -> set[int]:
    """The code points in a font's ``cmap`` table (OpenType 1.9, subtable formats 4 and 12)."""
    tables = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        start = cmap + offset
        form = struct.unpack_from(">H", data, start)[0]
        if (platform, encoding) in {(3, 10), (0, 4), (0, 6)} and form == 12:
            for group in range(struct.unpack_from(">L", data, start + 12)[0]):
                first, last, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * group)
                points.update(range(first, last + 1))
        elif (platform, encoding) in {(3, 1), (0, 3)} and form == 4:
            count = struct.unpack_from(">H", data, start + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", data, start + 14)
            starts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
            for first, last in zip(starts, ends, strict=True):
                if first != 0xFFFF:
                    points.update(range(first, last + 1))
    return points
