"""Make the web fonts and static/css/fonts.css from the OFL font wheels that the press uses too.

Run in an environment with fonttools and brotli: ``python site/demo/make_assets/fonts.py [SITE_PACKAGES]``, where
SITE_PACKAGES holds the fontpkg_* packages (the project's .venv when left out). Debian's fonts-liberation,
fonts-roboto-unhinted and fonts-noto-core give the widths of the fonts that readers have, for the fallbacks: they stand
in for Times New Roman and Arial (same widths by design), Roboto and Noto Serif.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "site" / "static" / "fonts"
CSS = ROOT / "site" / "static" / "css" / "fonts.css"
SYSTEM = Path("/usr/share/fonts/truetype")
# Steps of kerning in thousandths of an em: what is smaller nobody sees, and rounded numbers pack well.
KERNING_STEP = 10

# Whose a font is and where its licence stands, which itself lies beside it.
KEPT_NAMES = [0, 14]

# A part with fewer characters than this is not worth a file.
FEW = 20

Ranges = list[tuple[int, int]]


def letters(text: str) -> Ranges:
    """Give the characters of a text as ranges."""
    return [(code, code) for code in sorted({ord(sign) for sign in text})]


# The parts a browser chooses from. A page in Dutch, French, German or English needs the first part only.
CORE: Ranges = [(0x20, 0x7E), (0xA0, 0xA0), (0xAB, 0xAB), (0xB0, 0xB0), (0xB7, 0xB7), (0xBB, 0xBB), (0xBD, 0xBD)]
CORE += letters("ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŒ×ßàáâäçèéêëíîïñóôöœùúûü–—‘’“”„•…€\u202f")
LATIN: Ranges = [(0xA1, 0x17F), (0x218, 0x21B), (0x2BC, 0x2BC), (0x2C6, 0x2C6), (0x2DA, 0x2DA), (0x2DC, 0x2DC)]
LATIN += [(0x300, 0x304), (0x306, 0x308), (0x30A, 0x30C), (0x323, 0x323), (0x327, 0x328), (0x1E80, 0x1E85)]
LATIN += [(0x1E9E, 0x1E9E), (0x2009, 0x200B), (0x2010, 0x2012), (0x201A, 0x201A), (0x2020, 0x2021), (0x2030, 0x2030)]
LATIN += [(0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2116, 0x2116), (0x2122, 0x2122), (0x2153, 0x2154)]
LATIN += [(0x215B, 0x215E), (0x2190, 0x2199), (0x2212, 0x2212), (0x221E, 0x221E), (0x25A0, 0x25A0), (0x25CF, 0x25CF)]
LATIN += [(0x2605, 0x2605), (0x2713, 0x2713), (0x2717, 0x2717)]
GREEK: Ranges = [(0x370, 0x3FF)]
CYRILLIC: Ranges = [(0x400, 0x45F), (0x490, 0x491), (0x4B0, 0x4B1)]

# Ordinary Dutch: letter widths are compared as a reader meets them, not as an alphabet.
SAMPLE = (
    "Elke tweede woensdag van de maand zetten we in zaal De Linde de tafels klaar, de koffie loopt door en wie zin heeft, "
    "schuift aan. Breng gerust je buur mee: er is altijd taart over. Vragen? Bel gewoon even naar Godelieve, zij weet wie "
    "er nog een plaats vrij heeft in de auto en hoe laat de bus op het dorpsplein stopt."
)


@dataclass(frozen=True)
class Face:
    """One family and style on the web and how it is cut from its source font.

    ``weights`` is what is cut: one weight or an axis from and to. ``stands_for`` is what the stylesheet says the file
    is good for, so that a browser never thickens it by itself. ``waits`` says that the page preloads the first part.
    """

    family: str
    slug: str
    source: str
    weights: tuple[int, int] | int
    stands_for: str
    features: tuple[str, ...]
    italic: bool = False
    opsz: float | None = None
    waits: bool = False


PKG = "fontpkg_source_serif_4/files/SourceSerif4"
EASY = "fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible"
TEXT = ("kern", "liga", "onum")
HEAD = ("kern",)
SANS = ("kern", "tnum")
COMPOSING = ("ccmp", "mark")  # what accents that stand loose need: none of them is in the first part
# opsz 18 suits the reading text of 19 to 20 px with a little more sturdiness; 44 is the cut for headlines.
FACES = [
    Face("Source Serif 4", "serif", f"{PKG}[opsz,wght].ttf", 400, "400", TEXT, opsz=18, waits=True),
    Face("Source Serif 4", "serif-bold", f"{PKG}[opsz,wght].ttf", 700, "600 900", TEXT, opsz=18),
    Face("Source Serif 4", "serif-italic", f"{PKG}-Italic[opsz,wght].ttf", 400, "400", TEXT, italic=True, opsz=18),
    Face("Source Serif 4 Display", "display", f"{PKG}[opsz,wght].ttf", 800, "400 900", HEAD, opsz=44, waits=True),
    Face(
        "Source Sans 3",
        "sans",
        "fontpkg_source_sans_3/files/SourceSans3[wght].ttf",
        (400, 600),
        "400 700",
        SANS,
        waits=True,
    ),
    Face("Atkinson Hyperlegible", "easy", f"{EASY}-Regular.ttf", 400, "400", HEAD),
    Face("Atkinson Hyperlegible", "easy-bold", f"{EASY}-Bold.ttf", 700, "600 900", HEAD),
]
PARTS = [("", CORE), ("latin", LATIN), ("greek", GREEK), ("cyrillic", CYRILLIC)]

LIBERATION, NOTO, ROBOTO = "liberation/Liberation", "noto/NotoSerif-", "roboto/unhinted/RobotoTTF/Roboto-"
SERIFS, BOLD_SERIFS = (
    ("Times New Roman", "Liberation Serif", "Tinos"),
    ("Times New Roman Bold", "Liberation Serif Bold"),
)
SANSES, BOLD_SANSES = (
    ("Arial", "Helvetica", "Liberation Sans"),
    ("Arial Bold", "Helvetica Bold", "Liberation Sans Bold"),
)
NOTOS, BOLD_NOTOS = ("Noto Serif", "NotoSerif"), ("Noto Serif Bold", "NotoSerif-Bold")
# family, the weights it is good for, the web face and weight it stands in for, names on readers' machines, measured file
FALLBACKS = [
    ("Source Serif 4 Fallback", "400", 0, 400, SERIFS, f"{LIBERATION}Serif-Regular.ttf"),
    ("Source Serif 4 Fallback", "600 900", 0, 700, BOLD_SERIFS, f"{LIBERATION}Serif-Bold.ttf"),
    ("Source Serif 4 Fallback Android", "400", 0, 400, NOTOS, f"{NOTO}Regular.ttf"),
    ("Source Serif 4 Fallback Android", "600 900", 0, 700, BOLD_NOTOS, f"{NOTO}Bold.ttf"),
    ("Source Serif 4 Display Fallback", "400 900", 3, 800, BOLD_SERIFS, f"{LIBERATION}Serif-Bold.ttf"),
    ("Source Serif 4 Display Fallback Android", "400 900", 3, 800, BOLD_NOTOS, f"{NOTO}Bold.ttf"),
    ("Source Sans 3 Fallback", "400", 4, 400, SANSES, f"{LIBERATION}Sans-Regular.ttf"),
    ("Source Sans 3 Fallback", "600 900", 4, 600, BOLD_SANSES, f"{LIBERATION}Sans-Bold.ttf"),
    ("Source Sans 3 Fallback Android", "400", 4, 400, ("Roboto",), f"{ROBOTO}Regular.ttf"),
    ("Source Sans 3 Fallback Android", "600 900", 4, 600, ("Roboto Bold", "Roboto-Bold"), f"{ROBOTO}Bold.ttf"),
]


def unicodes(ranges: Ranges) -> set[int]:
    """Give every code point in the ranges, ends included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def packed(codes: set[int]) -> Ranges:
    """Give the code points as the fewest ranges, in order."""
    ranges: Ranges = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return ranges


def css_range(codes: set[int]) -> str:
    """Give a CSS unicode-range value."""
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in packed(codes))


def pinned(font: TTFont, face: Face) -> TTFont:
    """Give the font with its axes pinned or limited as the face asks."""
    if "fvar" not in font:
        return font
    limits: dict[str, object] = {"wght": face.weights}
    if face.opsz is not None:
        limits["opsz"] = face.opsz
    return instantiateVariableFont(font, limits)


def round_kerning(font: TTFont) -> None:
    """Round the pairs' distances to KERNING_STEP."""
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font and font["GPOS"].table.LookupList else []:
        for subtable in lookup.SubTable:
            pairs = subtable.ExtSubTable if subtable.LookupType == 9 else subtable
            if pairs.LookupType != 2:
                continue
            rows = (
                [record for pair_set in pairs.PairSet for record in pair_set.PairValueRecord]
                if pairs.Format == 1
                else [record for first in pairs.Class1Record for record in first.Class2Record]
            )
            for row in rows:
                if row.Value1 is not None and getattr(row.Value1, "XAdvance", None) is not None:
                    row.Value1.XAdvance = KERNING_STEP * round(row.Value1.XAdvance / KERNING_STEP)


def cut(face: Face, packages: Path, codes: set[int], target: Path, *, composing: bool) -> int:
    """Write a woff2 with only the given characters and the face's features; gives its size in bytes."""
    font = TTFont(packages / face.source)
    options = Options()
    options.layout_features = [*face.features, *(COMPOSING if composing else ())]
    options.hinting = False
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    # First the characters, then the axes: a cut font is quick to instantiate.
    subsetter.subset(font)
    font = pinned(font, face)
    round_kerning(font)
    for table in ("BASE", "STAT", "gasp", "GDEF"):
        if table in font and (table != "GDEF" or not (composing or "fvar" in font)):
            del font[table]
    axes = {axis.axisNameID for axis in font["fvar"].axes} if "fvar" in font else set()
    font["name"].names = [name for name in font["name"].names if name.nameID in {*KEPT_NAMES, *axes}]
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def mean_width(font: TTFont) -> float:
    """Give the mean advance width over the sample, in ems."""
    cmap, advances = font.getBestCmap(), font["hmtx"]
    total = sum(advances[cmap[ord(sign)]][0] for sign in SAMPLE)
    return float(total / len(SAMPLE) / font["head"].unitsPerEm)


def web_css(face: Face, name: str, part: str, codes: set[int]) -> str:
    """Give one @font-face rule for a file that we serve.

    What the page preloads is ready at the first paint or waits for the next page: nothing ever moves. The rest is
    rare and swaps.
    """
    display = "swap"
    return (
        f'@font-face {{\n    font-family: "{face.family}";\n    font-style: {"italic" if face.italic else "normal"};\n'
        f"    font-weight: {face.stands_for};\n    font-display: {display};\n"
        f'    src: url("../fonts/{name}") format("woff2");\n    unicode-range: {css_range(codes)};\n}}\n'
    )


def fallback_css(packages: Path) -> list[str]:
    """Give the rules that fit fonts on the reader's machine to the measure of ours, so that a swap moves nothing."""
    rules = []
    for family, stands_for, index, weight, names, path in FALLBACKS:
        ours, theirs = TTFont(packages / FACES[index].source), TTFont(SYSTEM / path)
        ours = pinned(ours, replace(FACES[index], weights=weight))
        size = mean_width(ours) / mean_width(theirs)
        em, head = ours["head"].unitsPerEm, ours["hhea"]
        sources = ", ".join(f'local("{name}")' for name in names)
        rules.append(
            f'@font-face {{\n    font-family: "{family}";\n    font-weight: {stands_for};\n    src: {sources};\n'
            f"    size-adjust: {size:.2%};\n    ascent-override: {head.ascent / em / size:.2%};\n"
            f"    descent-override: {-head.descent / em / size:.2%};\n    line-gap-override: 0%;\n}}\n"
        )
    return rules


def main(packages: Path) -> None:
    """Make every font file, its licences and the stylesheet."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for old in FONTS.glob("*.woff2"):
        old.unlink()
    rules = [
        "/* Made by site/demo/make_assets/fonts.py: change it there. All families are under the SIL Open Font License;\n"
        "   the texts stand beside the files. */\n"
    ]
    for face in FACES:
        known, before = set(TTFont(packages / face.source).getBestCmap()), set[int]()
        for part, ranges in PARTS:
            codes = unicodes(ranges) & known - before
            before |= codes
            if len(codes) < FEW:
                continue
            name = "-".join(filter(None, (face.slug, part))) + ".woff2"
            size = cut(face, packages, codes, FONTS / name, composing=bool(part))
            rules.append(web_css(face, name, part, codes))
            print(f"{name}: {size / 1000:.1f} kB")
    rules += fallback_css(packages)
    CSS.write_text("\n".join(rules), encoding="utf-8")
    for package in ("source_serif_4", "source_sans_3", "atkinson_hyperlegible"):
        shutil.copyfile(packages / f"fontpkg_{package}" / "LICENSE", FONTS / f"OFL-{package.replace('_', '-')}.txt")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else next((ROOT / ".venv" / "lib").glob("python3*/site-packages"))
    main(given)
