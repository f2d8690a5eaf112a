"""The village colour stays readable, whatever an editor picks."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.colour import (
    AAA_TEXT,
    BLACK,
    DARK,
    DARK_MORE_CONTRAST,
    LIGHT,
    LIGHT_MORE_CONTRAST,
    MORE_CONTRAST,
    RGB,
    SHAPE,
    WHITE,
    Scheme,
    contrast_ratio,
    readable,
    relative_luminance,
    stylesheet,
    variants,
)

BASE_CSS = Path(__file__).parents[2] / "site" / "static" / "css" / "tokens.css"

colours = st.builds(RGB, *[st.integers(0, 255)] * 3)


def custom_properties(block: str) -> dict[str, str]:
    """Give the custom properties that hold a plain colour."""
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", block))


def tokens_of_base_css() -> tuple[dict[str, str], dict[str, str]]:
    """Give the colour tokens of tokens.css, for light and for dark."""
    css = BASE_CSS.read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    return custom_properties(light), custom_properties(dark.split("@media", 1)[0])


def test_black_on_white_is_21_to_1_in_either_order() -> None:
    assert contrast_ratio(BLACK, WHITE) == pytest.approx(21)
    assert contrast_ratio(WHITE, BLACK) == pytest.approx(21)


def test_luminance_weighs_the_primaries_as_wcag_does() -> None:
    primaries = [relative_luminance(RGB.parse(text)) for text in ("#ff0000", "#00ff00", "#0000ff")]
    assert primaries == pytest.approx([0.2126, 0.7152, 0.0722])


def test_grey_767676_is_the_well_known_edge_of_4_5_on_white() -> None:
    assert contrast_ratio(RGB.parse("#767676"), WHITE) >= 4.5 > contrast_ratio(RGB.parse("#777777"), WHITE)


@given(colours)
@settings(max_examples=80)
def test_every_colour_gives_readable_text_in_light_and_dark(colour: RGB) -> None:
    for scheme, ratio in (
        (LIGHT, AAA_TEXT),
        (DARK, AAA_TEXT),
        (LIGHT_MORE_CONTRAST, MORE_CONTRAST),
        (DARK_MORE_CONTRAST, MORE_CONTRAST),
    ):
        found = variants(colour, scheme, ratio)
        assert contrast_ratio(found.text, scheme.paper) >= ratio
        assert contrast_ratio(found.text, scheme.paper_deep) >= ratio
        assert contrast_ratio(found.text, found.tint) >= ratio
        assert contrast_ratio(found.on_fill, found.fill) >= ratio
        assert contrast_ratio(scheme.ink, found.tint) >= ratio
        assert contrast_ratio(found.rule, scheme.paper) >= SHAPE
        assert contrast_ratio(found.rule, found.tint) >= SHAPE


@given(colours)
@settings(max_examples=40)
def test_the_soft_ink_and_the_alert_stay_readable_on_every_tint(colour: RGB) -> None:
    for scheme, tokens in zip((LIGHT, DARK), tokens_of_base_css(), strict=True):
        tint = variants(colour, scheme).tint
        for name in ("ink-soft", "alert"):
            assert contrast_ratio(RGB.parse(tokens[name]), tint) >= AAA_TEXT


@pytest.mark.parametrize(("scheme", "which"), [(LIGHT, 0), (DARK, 1)])
def test_the_stylesheet_has_the_paper_and_ink_that_the_sums_use(scheme: Scheme, which: int) -> None:
    tokens = tokens_of_base_css()[which]
    found = (tokens["paper"], tokens["paper-deep"], tokens["ink"])
    assert found == (str(scheme.paper), str(scheme.paper_deep), str(scheme.ink))


@pytest.mark.parametrize("which", [0, 1])
def test_every_text_token_is_aaa_on_every_paper_token(which: int) -> None:
    tokens = {name: RGB.parse(value) for name, value in tokens_of_base_css()[which].items()}
    for text in ("ink", "ink-soft", "alert"):
        for paper in ("paper", "paper-deep"):
            assert contrast_ratio(tokens[text], tokens[paper]) >= AAA_TEXT, (text, paper)


def test_a_readable_colour_is_left_as_it_was_picked() -> None:
    green = RGB.parse("#1f4d2e")
    assert readable(green, (WHITE,), AAA_TEXT) == green


def test_a_bright_yellow_keeps_its_own_fill_and_gets_dark_text() -> None:
    yellow = RGB.parse("#ffd500")
    found = variants(yellow, LIGHT)
    assert (found.fill, found.on_fill) == (yellow, LIGHT.ink)


def test_the_stylesheet_speaks_of_light_dark_and_more_contrast() -> None:
    css = stylesheet("#8a2b1e")
    assert css.count("--village:") == 4
    assert css.count("prefers-color-scheme: dark") == 2
    assert css.count("prefers-contrast: more") == 2


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#123456;}", "#1234567", " #123456", "#123456\n"])
def test_what_is_no_colour_never_reaches_the_stylesheet(text: str) -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        stylesheet(text)
