"""Make the web fonts and static/css/fonts.css from the OFL font wheels that the press uses too.

Run in an environment with fonttools and brotli: ``python site/demo/make_assets/fonts.py [SITE_PACKAGES]``, where
SITE_PACKAGES holds the fontpkg_* packages (the project's .venv when left out). Debian's fonts-liberation,
fonts-roboto-unhinted and fonts-noto-core give the widths of the fonts that readers have, for the fallbacks: they stand
in for Times New Roman and Arial (same widths by design), Roboto and Noto Serif.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "site" / "static" / "fonts"
CSS = ROOT / "site" / "static" / "css" / "fonts.css"
SYSTEM = Path("/usr/share/fonts/truetype")
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "onum", "lnum", "tnum", "pnum"]
FEATURES += ["smcp", "c2sc", "frac", "numr", "dnom", "sups", "case"]
# No small capitals, and so on, where no page asks for them: they double a file.
PLAIN = [feature for feature in FEATURES if feature not in {"smcp", "c2sc"}]

# The parts a browser chooses from: what nearly every page needs, and the rest of Latin Extended-A.
BASE = [(0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x178, 0x178), (0x2BC, 0x2BC), (0x2C6, 0x2C6)]
BASE += [(0x2DA, 0x2DA), (0x2DC, 0x2DC), (0x300, 0x304), (0x308, 0x308), (0x327, 0x328), (0x2009, 0x200B)]
BASE += [(0x2010, 0x2027), (0x202F, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC)]
BASE += [(0x2116, 0x2116), (0x2122, 0x2122), (0x2153, 0x2154), (0x215B, 0x215E), (0x2190, 0x2199), (0x2212, 0x2212)]
BASE += [(0x221E, 0x221E), (0x25A0, 0x25A0), (0x25CF, 0x25CF), (0x2605, 0x2605), (0x2713, 0x2713), (0x2717, 0x2717)]
EXTENDED = [(0x100, 0x130), (0x132, 0x151), (0x154, 0x177), (0x179, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E)]

# Ordinary Dutch: letter widths are compared as a reader meets them, not as an alphabet.
SAMPLE = (
    "Elke tweede woensdag van de maand zetten we in zaal De Linde de tafels klaar, de koffie loopt door en wie zin heeft, "
    "schuift aan. Breng gerust je buur mee: er is altijd taart over. Vragen? Bel gewoon even naar Godelieve, zij weet wie "
    "er nog een plaats vrij heeft in de auto en hoe laat de bus op het dorpsplein stopt."
)


@dataclass(frozen=True)
class Face:
    """One family and style on the web and how it is cut from its source font."""

    family: str
    slug: str
    source: str
    weights: tuple[int, int] | int
    italic: bool = False
    opsz: float | None = None
    features: tuple[str, ...] = tuple(FEATURES)


PKG = "fontpkg_source_serif_4/files/SourceSerif4"
# opsz 18 suits the reading text of 19 to 20 px with a little more sturdiness; 44 is the cut for headlines.
FACES = [
    Face("Source Serif 4", "source-serif-4", f"{PKG}[opsz,wght].ttf", (400, 700), opsz=18),
    Face("Source Serif 4", "source-serif-4-italic", f"{PKG}-Italic[opsz,wght].ttf", (400, 700), True, 18),
    Face(
        "Source Serif 4 Display", "source-serif-4-display", f"{PKG}[opsz,wght].ttf", (400, 900), False, 44, tuple(PLAIN)
    ),
    Face("Source Sans 3", "source-sans-3", "fontpkg_source_sans_3/files/SourceSans3[wght].ttf", (400, 700)),
    Face(
        "Atkinson Hyperlegible",
        "atkinson-hyperlegible",
        "fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Regular.ttf",
        400,
    ),
    Face(
        "Atkinson Hyperlegible",
        "atkinson-hyperlegible-bold",
        "fontpkg_atkinson_hyperlegible/files/AtkinsonHyperlegible-Bold.ttf",
        700,
    ),
]

# family, weight, the web face and weight it stands in for, names on readers' machines, measured file
FALLBACKS = [
    (
        "Source Serif 4 Fallback",
        400,
        0,
        ("Times New Roman", "Liberation Serif", "Tinos"),
        "liberation/LiberationSerif-Regular.ttf",
    ),
    (
        "Source Serif 4 Fallback",
        700,
        0,
        ("Times New Roman Bold", "Liberation Serif Bold"),
        "liberation/LiberationSerif-Bold.ttf",
    ),
    ("Source Serif 4 Fallback Android", 400, 0, ("Noto Serif", "NotoSerif"), "noto/NotoSerif-Regular.ttf"),
    ("Source Serif 4 Fallback Android", 700, 0, ("Noto Serif Bold", "NotoSerif-Bold"), "noto/NotoSerif-Bold.ttf"),
    (
        "Source Sans 3 Fallback",
        400,
        3,
        ("Arial", "Helvetica", "Liberation Sans"),
        "liberation/LiberationSans-Regular.ttf",
    ),
    (
        "Source Sans 3 Fallback",
        700,
        3,
        ("Arial Bold", "Helvetica Bold", "Liberation Sans Bold"),
        "liberation/LiberationSans-Bold.ttf",
    ),
    ("Source Sans 3 Fallback Android", 400, 3, ("Roboto",), "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"),
    (
        "Source Sans 3 Fallback Android",
        700,
        3,
        ("Roboto Bold", "Roboto-Bold"),
        "roboto/unhinted/RobotoTTF/Roboto-Bold.ttf",
    ),
]


def unicodes(ranges: list[tuple[int, int]]) -> set[int]:
    """Give every code point in the ranges, ends included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def css_range(ranges: list[tuple[int, int]]) -> str:
    """Give a CSS unicode-range value."""
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges)


def pinned(font: TTFont, face: Face, weight: tuple[int, int] | int | None = None) -> TTFont:
    """Give the font with its axes pinned or limited as the face asks, or with one weight."""
    if "fvar" not in font:
        return font
    limits: dict[str, object] = {"wght": face.weights if weight is None else weight}
    if face.opsz is not None:
        limits["opsz"] = face.opsz
    return instantiateVariableFont(font, limits)


def cut(face: Face, packages: Path, ranges: list[tuple[int, int]], target: Path) -> int:
    """Write a woff2 with only the given characters and the face's features; gives its size in bytes."""
    font = TTFont(packages / face.source)
    options = Options()
    options.layout_features = list(face.features)
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes(ranges))
    # First the characters, then the axes: a cut font is quick to instantiate.
    subsetter.subset(font)
    font = pinned(font, face)
    font.flavor = "woff2"
    font.save(target)
    return target.stat().st_size


def mean_width(font: TTFont) -> float:
    """Give the mean advance width over the sample, in ems."""
    cmap, advances = font.getBestCmap(), font["hmtx"]
    total = sum(advances[cmap[ord(sign)]][0] for sign in SAMPLE)
    return float(total / len(SAMPLE) / font["head"].unitsPerEm)


def web_css(face: Face, part: str, name: str, ranges: list[tuple[int, int]]) -> str:
    """Give one @font-face rule for a file that we serve."""
    weight = face.weights if isinstance(face.weights, int) else f"{face.weights[0]} {face.weights[1]}"
    style = "italic" if face.italic else "normal"
    return (
        f"/* {part} */\n@font-face {{\n"
        f'    font-family: "{face.family}";\n    font-style: {style};\n    font-weight: {weight};\n    font-display: swap;\n'
        f'    src: url("../fonts/{name}") format("woff2");\n    unicode-range: {css_range(ranges)};\n}}\n'
    )


def fallback_css(packages: Path) -> list[str]:
    """Give the rules that fit fonts on the reader's machine to the measure of ours, so that a swap moves nothing."""
    rules = []
    for family, weight, index, names, path in FALLBACKS:
        ours, theirs = TTFont(packages / FACES[index].source), TTFont(SYSTEM / path)
        ours = pinned(ours, FACES[index], weight)
        size = mean_width(ours) / mean_width(theirs)
        em, head = ours["head"].unitsPerEm, ours["hhea"]
        sources = ", ".join(f'local("{name}")' for name in names)
        rules.append(
            f'@font-face {{\n    font-family: "{family}";\n    font-weight: {weight};\n    src: {sources};\n'
            f"    size-adjust: {size:.2%};\n    ascent-override: {head.ascent / em / size:.2%};\n"
            f"    descent-override: {-head.descent / em / size:.2%};\n    line-gap-override: 0%;\n}}\n"
        )
    return rules


def main(packages: Path) -> None:
    """Make every font file, its licences and the stylesheet."""
    FONTS.mkdir(parents=True, exist_ok=True)
    rules = [
        "/* Made by site/demo/make_assets/fonts.py: change it there. All families are under the SIL Open Font License;\n"
        "   the texts stand beside the files. */\n"
    ]
    for face in FACES:
        for part, ranges in (("Latin", BASE), ("Latin Extended-A", EXTENDED)):
            name = f"{face.slug}.woff2" if part == "Latin" else f"{face.slug}-ext.woff2"
            size = cut(face, packages, ranges, FONTS / name)
            rules.append(web_css(face, part, name, ranges))
            print(f"{name}: {size / 1000:.1f} kB")
    rules += fallback_css(packages)
    CSS.write_text("\n".join(rules), encoding="utf-8")
    for package in ("source_serif_4", "source_sans_3", "atkinson_hyperlegible"):
        shutil.copyfile(packages / f"fontpkg_{package}" / "LICENSE", FONTS / f"OFL-{package.replace('_', '-')}.txt")


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else next((ROOT / ".venv" / "lib").glob("python3*/site-packages"))
    main(given)
