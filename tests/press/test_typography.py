"""What a printer looks at first, read back from the PDF by poppler: how paragraphs break, what hangs, what stands alone."""

import io
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
import pytest

from press.document import Heading, Layout, Notice, Paragraph, Run
from press.layouts import measures_for
from press.sheets import MonthSheet, Poster, RouteSheet, render_month, render_poster, render_route_sheet
from press.typeset import render_edition
from tests.press.builders import article, edition, photo

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="NO POPPLER: nothing was read back (apt install poppler-utils)"
)
POINTS = 72 / 25.4
JUSTIFIED = [Layout(columns=2), Layout(), Layout(columns=4), Layout("a5", 2)]


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    right: float
    foot: float


def words_of(pdf: bytes) -> list[list[Word]]:
    """The words of each page, places in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    pattern = re.compile(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>')
    return [
        [Word(text, float(left), float(right), float(foot)) for left, right, foot, text in pattern.findall(page)]
        for page in told.split("<page ")[1:]
    ]


def columns_of(layout: Layout) -> list[tuple[float, float]]:
    """The left and right edge of each column, in points."""
    measures = measures_for(layout)
    width, step = measures.column_width_mm, measures.column_width_mm + measures.gutter_mm
    lefts = [measures.margin_x_mm + number * step for number in range(measures.columns)]
    return [(left * POINTS, (left + width) * POINTS) for left in lefts]


def lines_of(pdf: bytes, layout: Layout) -> dict[tuple[int, int, int], list[Word]]:
    """The words of each line by page, column and place on the page (in tenths of a point), from left to right."""
    found = defaultdict(list)
    for page, words in enumerate(words_of(pdf)):
        for word in words:
            for column, (left, right) in enumerate(columns_of(layout)):
                if left - 4 <= word.left <= right:
                    found[page, column, round(word.foot * 2) * 5].append(word)
    return {place: sorted(words, key=lambda word: word.left) for place, words in sorted(found.items())}


def numbered(paragraphs: int, words: int) -> tuple[Paragraph | Heading, ...]:
    """Paragraphs whose every word says where it belongs (q3w17), now and then under a heading (k4)."""
    body: list[Paragraph | Heading] = []
    for p in range(paragraphs):
        if p % 4 == 3:
            body.append(Heading((Run(f"k{p}"),)))
        count = 7 + (p * 37) % words
        body.append(Paragraph((Run(" ".join(f"q{p}w{n}" for n in range(count))),)))
    return tuple(body)


@needs_poppler
@pytest.mark.parametrize("layout", JUSTIFIED, ids=str)
def test_no_line_of_a_paragraph_stands_alone_and_no_heading_ends_a_column(layout):
    made = edition(articles=tuple(article(n, body=numbered(24, 70), intro="") for n in (1, 2, 3)))
    lines = lines_of(render_edition(made, layout).pdf, layout)
    parts: dict[tuple[str, int, int], int] = defaultdict(int)
    pieces: dict[str, set[tuple[int, int]]] = defaultdict(set)
    order: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (page, column, _foot), words in lines.items():
        kinds = {match[1] for word in words if (match := re.fullmatch(r"(q\d+)w\d+|k\d+", word.text)) and match[1]}
        headings = [word.text for word in words if re.fullmatch(r"k\d+", word.text)]
        order[page, column] += [*headings, *kinds]
        for kind in kinds:
            parts[kind, page, column] += 1
            pieces[kind].add((page, column))
    assert sum(len(places) > 3 for places in pieces.values()) > 2, "too little was broken over columns to tell"
    split = {kind for kind, places in pieces.items() if len(places) > len(made.articles)}
    assert split
    for (kind, page, column), count in parts.items():
        whole = (7 + (int(kind[1:]) * 37) % 70) < 8
        assert count >= 2 or whole, (kind, page, column)
    assert not any(column and column[-1].startswith("k") for column in order.values())


@needs_poppler
@pytest.mark.parametrize("layout", JUSTIFIED, ids=str)
def test_stops_and_hyphens_hang_in_the_margin_and_letters_keep_to_it(layout):
    made = edition(articles=tuple(article(n, 9) for n in (1, 2, 3)))
    edges = [right for _left, right in columns_of(layout)]
    hanging, flush = [], []
    for (_page, column, _foot), words in lines_of(render_edition(made, layout).pdf, layout).items():
        over = words[-1].right - edges[column]
        if len(words) > 3 and abs(over) < 6:
            (hanging if words[-1].text[-1] in ".,\u00ad" else flush).append(over)
    assert len(hanging) > 10
    assert len(flush) > 10
    assert sum(over > 0.8 for over in hanging) > len(hanging) * 0.8
    assert sum(over < 0.5 for over in flush) > len(flush) * 0.95


@needs_poppler
def test_text_in_neighbouring_columns_stands_on_one_grid():
    layout = Layout()
    lines = lines_of(render_edition(edition(), layout).pdf, layout)
    pitch = measures_for(layout).line_pt
    feet = defaultdict(list)
    for (page, column, _foot), words in lines.items():
        if sum(word.text.strip(".,").isalpha() for word in words) > 4:
            feet[page, column].append(words[0].foot)
    steps = [b - a for places in feet.values() for a, b in pairwise(sorted(places)) if b - a < 2 * pitch]
    assert len(steps) > 60
    assert sum(abs(step - pitch) < 0.06 for step in steps) > len(steps) * 0.9


def test_a_notice_may_have_a_portrait_that_a_screen_reader_can_name(tmp_path):
    portrait = photo(tmp_path, 600, 800, alt="Alfons in zijn moestuin", caption="", credit="")
    notices = (Notice("died", "Alfons Pittevils", "Echtgenoot van Julia.", portrait=portrait), Notice("born", "Marcel"))
    with_one, without = (render_edition(edition(notices=chosen)).pdf for chosen in (notices, notices[1:]))
    assert alternatives(with_one) - alternatives(without) == {"Alfons in zijn moestuin"}


def alternatives(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure]
        return {str(figure.get("/Alt", "")) for figure in found}


PRINTED = {
    "four columns": lambda: render_edition(edition(), Layout(columns=4)).pdf,
    "black and white": lambda: render_edition(edition(), Layout(colour=False)).pdf,
    "booklet": lambda: render_edition(edition(), Layout("a5", 2)).pdf,
    "large print": lambda: render_edition(edition(), Layout("large")).pdf,
    "bleed": lambda: render_edition(edition(), Layout(bleed=True)).pdf,
    "poster": lambda: render_poster(Poster("Kerstmarkt", "zaterdag 19 december", url="https://example.be/a")),
    "route sheet": lambda: render_route_sheet(RouteSheet("Rond de linde", ((51.0, 4.5), (51.1, 4.6)), nodes=(3, 81))),
    "month": lambda: render_month(MonthSheet("December 2026", url="https://example.be/a", village="Lindehoek")),
}


@pytest.mark.parametrize("make", PRINTED.values(), ids=PRINTED)
def test_whatever_is_printed_can_be_read_aloud_and_kept(make):
    with pikepdf.open(io.BytesIO(make())) as pdf:
        told = pdf.open_metadata()
        assert told["pdfuaid:part"] == "1"
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["dc:title"]
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure]
        assert all(str(figure.get("/Alt", "")) for figure in figures)
        fonts = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == pikepdf.Name.FontDescriptor
        ]
        assert fonts
        assert all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts)
