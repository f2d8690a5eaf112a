"""Rich text to print blocks, typography, links, colours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.colours import contrast_with_white, print_colour, tint
from press.document import Heading, ItemList, Paragraph, Quotation, Run
from press.errors import TooMuchText
from press.links import LinkNotes, paper_address
from press.richtext import MAX_PARAGRAPH_CHARACTERS, blocks_from_html, blocks_from_text, plain_text
from press.typography import typographic
from press.words import WORDS


def test_paragraphs_headings_quotes_and_lists_keep_their_order():
    blocks = blocks_from_html(
        "<p>Een <b>vet</b> en <i>schuin</i> woord.</p><h3>Kop</h3><blockquote>Ja.</blockquote><ul><li>a</li><li>b</li></ul>"
    )
    assert [type(b) for b in blocks] == [Paragraph, Heading, Quotation, ItemList]
    assert blocks[0].runs == (Run("Een "), Run("vet", "b"), Run(" en "), Run("schuin", "i"), Run(" woord."))


def test_nested_lists_become_items_with_a_level_and_a_number():
    (listed,) = blocks_from_html("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>")
    assert [(i.runs[0].text, i.level, i.number) for i in listed.items] == [("a", 0, 1), ("b", 1, None), ("c", 0, 2)]


def test_five_hundred_nested_lists_print_at_the_third_level():
    (listed,) = blocks_from_html("<ul><li>x" * 500 + "</li></ul>" * 500)
    assert len(listed.items) == 500
    assert max(i.level for i in listed.items) == 2


def test_line_breaks_and_links_stay():
    (block,) = blocks_from_html('<p>een<br>twee <a href="https://example.be">hier</a></p>')
    assert Run("\n") in block.runs
    assert block.runs[-1].href == "https://example.be"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p>a<img src="file:///etc/passwd">b</p>',
        '<a href="javascript:alert(1)">klik</a>',
        "<svg><text>x</text></svg>",
        "<p onclick=x>a</p></p></p>",
        "<![CDATA[x]]><!-- #import -->",
    ],
)
def test_hostile_html_leaves_only_text(html):
    for block in blocks_from_html(html):
        for run in block.runs:
            assert run.href == ""
            assert "alert" not in run.text
            assert "passwd" not in run.text


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(TooMuchText):
        blocks_from_html("a" * 400_001)


def test_a_paragraph_of_twenty_thousand_words_is_cut_in_portions():
    blocks = blocks_from_html("<p>" + "woord " * 20_000 + "</p>")
    assert all(sum(len(r.text) for r in b.runs) <= MAX_PARAGRAPH_CHARACTERS for b in blocks)
    assert plain_text(blocks).split() == ["woord"] * 20_000


def test_plain_text_keeps_paragraphs_and_line_breaks():
    first, second = blocks_from_text("een\ntwee\n\ndrie")
    assert [r.text for r in first.runs] == ["een", "\n", "twee"]
    assert second.runs[0].text == "drie"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"Ja", zei hij.', "“Ja”, zei hij."),
        ("'t Is 's avonds koud in 'n dorp", "’t Is ’s avonds koud in ’n dorp"),
        ("de zomer van '76", "de zomer van ’76"),
        ("foto's", "foto’s"),
        ("hij zei: 'kom'", "hij zei: ‘kom’"),
        ('("tussen haakjes")', "(“tussen haakjes”)"),
        ("even - nee - toch", "even – nee – toch"),
        ("5 km en € 12", "5\u00a0km en €\u00a012"),
        ("bel 0470 00 00 10", "bel 0470\u00a000\u00a000\u00a010"),
        ("wacht...", "wacht…"),
    ],
)
def test_dutch_typography(before, after):
    assert typographic(before) == after


def test_french_quotes_are_guillemets():
    assert typographic('Il dit "oui".', "fr") == "Il dit «\u202foui\u202f»."


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab c'\"-.5€ \n\u200b…’“", max_size=60))
def test_typography_leaves_no_straight_quotes_and_is_idempotent(text):
    once = typographic(text)
    assert '"' not in once
    assert "'" not in once
    assert typographic(once) == once


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_html_gives_blocks_without_control_characters(html):
    text = plain_text(blocks_from_html(html))
    assert not {c for c in text if ord(c) < 32 and c != "\n"}


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1, max_value=5_000))
def test_unbroken_words_get_break_points_every_twenty_characters(length):
    assert max(len(piece) for piece in typographic("x" * length).split("\u200b")) <= 44


def test_addresses_are_printed_as_people_type_them():
    assert paper_address("https://www.example.be/krant/") == "example.be/krant"
    assert paper_address("mailto:a@example.be?subject=x") == "a@example.be"


def test_a_link_that_says_its_address_is_left_alone():
    runs = (Run("www.example.be", href="https://www.example.be/"),)
    assert LinkNotes().readable(runs) == runs


def test_the_same_long_address_gets_one_note():
    notes = LinkNotes()
    run = Run("hier", href="https://example.be/een/heel/erg/lang/adres/dat/niemand/overtypt")
    notes.readable((run,))
    notes.readable((Run("daar", href=run.href),))
    assert len(notes.notes) == 1


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_any_village_colour_reads_on_white_paper(colour):
    assert contrast_with_white(print_colour(colour)) >= 4.9
    assert contrast_with_white(tint(colour)) < 1.35


def test_every_language_has_every_word():
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["nl"])}
