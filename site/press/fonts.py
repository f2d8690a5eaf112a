"""The fonts that the press sets with: TrueType files from installed packages (all OFL), never the machine's own."""

from __future__ import annotations

import importlib.util
import struct
from functools import lru_cache
from pathlib import Path

# The three families of the house, then those that step in for other scripts and for emoji.
PACKAGES = ("fontpkg_source_serif_4", "fontpkg_source_sans_3", "fontpkg_atkinson_hyperlegible", "manimgx_fonts")
FAMILIES = ("Source Serif 4", "Source Sans 3", "Atkinson Hyperlegible")
OTHER_SCRIPTS = (
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Armenian", "Noto Sans Georgian"),
    *("Noto Sans Ethiopic", "Noto Sans Bengali", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Tamil"),
    *("Noto Sans Telugu", "Noto Sans Thai", "Noto Sans", "Noto Sans Symbols", "Noto Emoji"),
)


@lru_cache(maxsize=1)
def font_files() -> tuple[Path, ...]:
    """The paths of all font files, in a fixed order. Raises ``RuntimeError`` where a family of the house is missing."""
    files: list[Path] = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        found = []
        if spec is not None:
            for place in spec.submodule_search_locations or ():
                found += [
                    path for path in Path(place).rglob("*") if path.suffix.lower() == ".ttf" and _is_set_with(path)
                ]
        if not found:
            raise RuntimeError(f"The fonts of {package.replace('_', '-')} are not installed.")
        files += sorted(found)
    return tuple(files)


def _is_set_with(path: Path) -> bool:
    """Whether the file belongs to a family that the templates name: no other font may count as able to draw a character."""
    family = path.name.split("[")[0].split("-")[0]
    return not family.startswith("Noto") or family in {name.replace(" ", "") for name in OTHER_SCRIPTS}


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
