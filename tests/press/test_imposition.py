"""Booklets, bleed and crop marks."""

import io

import pikepdf
import pypdf
import pytest

from press.document import Layout
from press.imposition import booklet_order, impose_booklet
from press.typeset import render_edition
from tests.press.builders import edition

MM = 72 / 25.4


def test_eight_pages_fold_into_order():
    assert booklet_order(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]


def test_blanks_come_before_the_back_cover():
    assert booklet_order(5) == [(4, 0), (1, None), (None, 2), (3, None)]


@pytest.mark.parametrize("pages", range(1, 41))
def test_every_page_is_printed_once_and_sheets_come_in_pairs_of_sides(pages):
    sides = booklet_order(pages)
    assert len(sides) % 2 == 0
    assert sorted(p for side in sides for p in side if p is not None) == list(range(pages))
    assert sides[0] == ((pages - 1, 0) if pages > 1 else (0, None)) or pages == 1


def test_the_booklet_is_a4_landscape_duplex_on_the_short_edge():
    a5 = render_edition(edition(), Layout("a5"))
    sheets = impose_booklet(a5.pdf)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        assert len(pdf.pages) == -(-a5.page_count // 4) * 2
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        assert [round(float(v)) for v in pdf.pages[0].mediabox] == [0, 0, 842, 595]
    assert "Het Lindeblad" in pypdf.PdfReader(io.BytesIO(sheets)).pages[0].extract_text()
    assert impose_booklet(a5.pdf) == sheets


def test_bleed_leaves_3_mm_around_the_trimmed_page():
    pdf = render_edition(edition(), Layout(bleed=True)).pdf
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    assert float(page.trimbox.width) == pytest.approx(210 * MM, abs=0.1)
    assert float(page.mediabox.width) == pytest.approx(216 * MM, abs=0.1)


def test_crop_marks_stand_outside_the_bleed_and_keep_the_tags():
    pdf = render_edition(edition(), Layout(crop_marks=True)).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        assert float(page.mediabox[2]) - float(page.mediabox[0]) == pytest.approx((216 + 16) * MM, abs=0.1)
        assert float(page.trimbox[2]) - float(page.trimbox[0]) == pytest.approx(210 * MM, abs=0.1)
        assert "/StructTreeRoot" in document.Root
