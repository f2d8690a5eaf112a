"""One village colour, made readable everywhere: from any ``#rrggbb`` the variants that keep text at AAA contrast.

Contrast and luminance follow WCAG 2.2, "relative luminance" and "contrast ratio"
(https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, #dfn-contrast-ratio). Text aims at 7:1 (success criterion
1.4.6), lines and shapes that carry meaning at 3:1 (1.4.11).
"""

import colorsys
import re
from dataclasses import dataclass
from typing import NamedTuple

AAA_TEXT = 7.0
"""Least contrast ratio of text, WCAG 2.2 criterion 1.4.6."""
SHAPE = 3.0
"""Least contrast ratio of lines and shapes that mean something, WCAG 2.2 criterion 1.4.11."""
MORE_CONTRAST = 10.0
"""What we aim at for somebody who asks their device for more contrast."""
CALM_SATURATION = 0.4
"""Highest saturation (of HLS) of a colour that had to be lightened: on dark paper a stronger one glares."""
TINT_SHARE = 0.07
"""Share of the village colour in a tinted paper."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class RGB(NamedTuple):
    """A colour in sRGB, each part 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> "RGB":
        """Read ``#rrggbb``; anything else raises ``ValueError``."""
        if not _HEX.fullmatch(text):
            raise ValueError(f"Not a colour of the form #rrggbb: {text!r}")
        return cls(*(int(text[start : start + 2], 16) for start in (1, 3, 5)))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK, WHITE = RGB(0, 0, 0), RGB(255, 255, 255)


@dataclass(frozen=True)
class Scheme:
    """What a colour is put on: two papers behind, ink in front, as ``static/css/tokens.css`` has them."""

    paper: RGB
    paper_deep: RGB
    ink: RGB


LIGHT = Scheme(paper=RGB.parse("#fcf9f2"), paper_deep=RGB.parse("#f3eee2"), ink=RGB.parse("#1c1914"))
DARK = Scheme(paper=RGB.parse("#161412"), paper_deep=RGB.parse("#221f1b"), ink=RGB.parse("#eee8dc"))
LIGHT_MORE_CONTRAST = Scheme(paper=WHITE, paper_deep=WHITE, ink=BLACK)
DARK_MORE_CONTRAST = Scheme(paper=BLACK, paper_deep=BLACK, ink=WHITE)


@dataclass(frozen=True)
class Variants:
    """The village colour for one scheme."""

    text: RGB
    """For text, on both papers and on the tint."""
    fill: RGB
    """For a surface such as a button, near the colour that was picked."""
    on_fill: RGB
    """For text on ``fill``."""
    tint: RGB
    """Paper with a breath of the colour; ink stays readable on it."""
    rule: RGB
    """For thick lines and shapes on paper."""


def relative_luminance(colour: RGB) -> float:
    """Give the WCAG relative luminance, 0 for black to 1 for white."""
    linear = []
    for part in colour:
        share = part / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: RGB, other: RGB) -> float:
    """Give the WCAG contrast ratio of two colours, 1 to 21; the order does not matter."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: RGB, other: RGB, share: float) -> RGB:
    """Mix ``share`` (0 to 1) of ``other`` into ``colour``."""
    return RGB(*(round(a + (b - a) * share) for a, b in zip(colour, other, strict=True)))


def lighten(colour: RGB, share: float) -> RGB:
    """Bring the lightness (of HLS) ``share`` of the way to white; the hue stays, and what would glare is toned down."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    parts = colorsys.hls_to_rgb(hue, lightness + (1 - lightness) * share, min(saturation, CALM_SATURATION))
    return RGB(*(round(part * 255) for part in parts))


def readable(colour: RGB, backgrounds: tuple[RGB, ...], ratio: float) -> RGB:
    """Give the colour nearest to ``colour`` that has at least ``ratio`` against every background.

    It is darkened on light backgrounds and lightened on dark ones, in steps of one percent. Where no mix reaches
    the ratio the end of the road is given: black or white, whichever the backgrounds call for.
    """
    lightest = max(backgrounds, key=relative_luminance)
    darken = contrast_ratio(lightest, BLACK) > contrast_ratio(lightest, WHITE)
    for percent in range(100):
        share = percent / 100
        candidate = colour if not percent else mix(colour, BLACK, share) if darken else lighten(colour, share)
        if all(contrast_ratio(candidate, background) >= ratio for background in backgrounds):
            return candidate
    return BLACK if darken else WHITE


def variants(colour: RGB, scheme: Scheme, ratio: float = AAA_TEXT) -> Variants:
    """Give the variants of ``colour`` in ``scheme``, with text at ``ratio`` or better."""
    tint = mix(scheme.paper, colour, TINT_SHARE)
    text = readable(colour, (scheme.paper, scheme.paper_deep, tint), ratio)
    if relative_luminance(scheme.paper) < relative_luminance(scheme.ink):
        fill, on_fill = text, scheme.paper
    elif contrast_ratio(colour, scheme.ink) >= ratio:
        fill, on_fill = colour, scheme.ink
    else:
        fill, on_fill = readable(colour, (scheme.paper,), ratio), scheme.paper
    rule = readable(colour, (scheme.paper, scheme.paper_deep, tint), SHAPE)
    return Variants(text, fill, on_fill, tint, rule)


def stylesheet(colour: str) -> str:
    """Give the village's stylesheet: the ``--village…`` properties for light, dark and more contrast.

    Raises ``ValueError`` when ``colour`` is not ``#rrggbb``, so that nothing else than a colour can get into the CSS.
    """
    picked = RGB.parse(colour)
    rules = (
        ("", variants(picked, LIGHT)),
        ("(prefers-color-scheme: dark)", variants(picked, DARK)),
        ("(prefers-contrast: more)", variants(picked, LIGHT_MORE_CONTRAST, MORE_CONTRAST)),
        (
            "(prefers-color-scheme: dark) and (prefers-contrast: more)",
            variants(picked, DARK_MORE_CONTRAST, MORE_CONTRAST),
        ),
    )
    return "\n".join(_rule(condition, found) for condition, found in rules)


def _rule(condition: str, found: Variants) -> str:
    """Give one ``:root`` rule, wrapped in a media query where there is a condition."""
    properties = " ".join(
        f"{name}: {value};"
        for name, value in (
            ("--village", found.text),
            ("--village-fill", found.fill),
            ("--village-on-fill", found.on_fill),
            ("--village-tint", found.tint),
            ("--village-rule", found.rule),
        )
    )
    rule = f"@layer village {{ :root {{ {properties} }} }}"
    return f"@media {condition} {{ {rule} }}\n" if condition else f"{rule}\n"
