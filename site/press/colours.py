"""One village colour made safe for print: dark enough to read on white, and a tint light enough to read on."""

from __future__ import annotations

import re

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
INK = "#161514"
GREY = "#5c5955"  # what is said beside: 6.8 to 1 on white
HAIR = "#b9b4ac"  # thin rules
ACCENT = "#a3271b"  # called off, moved
MIN_CONTRAST = 5.0


def _channels(colour: str) -> tuple[int, int, int]:
    match = _HEX.fullmatch(colour.strip())
    value = match.group(1) if match else INK[1:]
    return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)


def _luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast_with_white(colour: str) -> float:
    """Contrast of the colour against white paper (WCAG 2.2), 1 to 21."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def print_colour(colour: str) -> str:
    """The colour, darkened until it reads on white at 5 to 1; ink where it is no "#rrggbb"."""
    red, green, blue = (float(c) for c in _channels(colour))
    while 1.05 / (_luminance((red, green, blue)) + 0.05) < MIN_CONTRAST:
        red, green, blue = red * 0.96, green * 0.96, blue * 0.96
    return f"#{round(red):02x}{round(green):02x}{round(blue):02x}"


def tint(colour: str, strength: float = 0.07) -> str:
    """A light background in the colour: this share of it on white."""
    mixed = [round(255 - (255 - c) * strength) for c in _channels(colour)]
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def palette(colour: str, *, in_colour: bool = True) -> dict[str, str]:
    """The colours of a template, with the village's own made safe; in ink alone where nothing is printed in colour."""
    safe = print_colour(colour) if in_colour else INK
    return {
        "ink": INK,
        "grey": GREY,
        "hair": HAIR,
        "colour": safe,
        "tint": tint(safe) if in_colour else "#f0f0f0",
        "accent": ACCENT if in_colour else INK,
    }
