"""The paper edition, read back from the PDF."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from press.document import (
    Advert,
    AgendaDay,
    AgendaItem,
    Box,
    Gallery,
    ItemList,
    Layout,
    ListItem,
    Paragraph,
    Pointer,
    Quotation,
    RecurringActivity,
    Run,
)
from press.errors import PhotoError
from press.typeset import render_article, render_edition
from tests.press.builders import article, edition, photo, text_of

MM = 72 / 25.4


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("photos")


@pytest.fixture(scope="module")
def rich(folder):
    first = article(1, 8, photo=photo(folder))
    second = article(
        2,
        body=(
            *article(2).body,
            Quotation((Run("Een klok die niet draait, dat is een bord."),), "Willy"),
            ItemList((ListItem((Run("zes potten augurken"),)), ListItem((Run("een boterham"),), level=1))),
            Box("Zelf eens drukken?", article(2, 1).body),
            Gallery((photo(folder, 900, 1200), photo(folder))),
            Pointer("Luister naar de klok", "https://lindehoek.example.be/klok"),
        ),
    )
    return edition(articles=(first, second, *(article(number) for number in range(3, 7))))


@pytest.fixture(scope="module")
def printed(rich):
    return render_edition(rich)


def test_everything_in_the_edition_stands_in_the_pdf(printed, rich):
    text = text_of(printed.pdf)
    for words in (
        *("Het Lindeblad", "Dorpskrant van Lindehoek", "Jaargang 48, nummer 4", "Winter 2026", "IN DIT NUMMER"),
        *("Marcel Vranckx", "Alfons Pittevils", "Kerstmarkt", "om de 2 weken op woensdag", "Colofon", "Ilse Wouters"),
        *("Een klok die niet draait", "zes potten augurken", "Zelf eens drukken?", "Luister naar de klok"),
        *("lindehoek.example.be/klok", "De linde, vorige week.", "Foto: Lotte Smets", "Beste lezer, de linde is kaal."),
    ):
        assert words in text, words
    assert all(a.title in text for a in rich.articles)


def test_no_sentence_is_lost_or_printed_twice_when_columns_and_pages_break():
    marked = tuple(
        article(
            n,
            body=tuple(
                replace(p, runs=(Run(f"Alinea{n}x{i}x begint. {p.runs[0].text} Slot{n}x{i}x."),))
                for i, p in enumerate(article(n, 9).body)
            ),
        )
        for n in range(1, 6)
    )
    text = text_of(render_edition(edition(articles=marked)).pdf)
    for n in range(1, 6):
        for i in range(9):
            assert text.count(f"Alinea{n}x{i}x") == 1
            assert text.count(f"Slot{n}x{i}x") == 1


def test_pages_are_a4_and_as_many_as_the_result_says(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf))
    assert len(reader.pages) == printed.page_count == len(printed.plan.pages)
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(210 * MM, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(297 * MM, abs=0.1)


def test_pdf_declares_ua_1_and_a_2a_language_tags_and_bookmarks(printed, rich):
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_outline() as outline:
            titles = [child.title for item in outline.root for child in (item, *item.children)]
    assert "Het Lindeblad" in titles
    assert {a.title for a in rich.articles} <= set(titles)


def test_every_picture_has_its_alternative_text(printed):
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Figure]
        assert len(figures) >= 3
        alts = {str(figure.get("/Alt", "")) for figure in figures}
    assert alts == {"De linde in de winter", "QR-code naar lindehoek.example.be/klok"}


def test_same_edition_gives_the_same_bytes(rich, printed):
    assert render_edition(rich).pdf == printed.pdf


def test_photos_are_printed_at_no_more_than_300_dpi(folder):
    big = photo(folder, 6000, 4000)
    pdf = render_edition(edition(articles=(article(1, photo=big), article(2)))).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        widths = [
            int(o.Width)
            for o in document.objects
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == pikepdf.Name.Image
        ]
    assert max(widths) <= 184 / 25.4 * 300 + 1


def test_a_long_lead_runs_on_and_says_so_on_both_pages():
    result = render_edition(edition(articles=(article(1, 30), article(2))))
    lead = result.plan.articles[0]
    text = text_of(result.pdf)
    assert lead.pages[:2] == (1, 2)
    assert lead.lines > lead.lines_over > 0
    assert "Lees verder op pagina 2" in text
    assert "Vervolg van pagina 1" in text


def test_contents_name_the_page_on_which_each_article_starts(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf))
    for plan in printed.plan.articles:
        if plan.id[1:].isdigit():
            assert f"Bericht nummer {plan.id[1:]}" in reader.pages[plan.page - 1].extract_text()


def test_fixed_words_follow_the_language_of_the_edition():
    text = text_of(render_edition(edition(language="fr")).pdf)
    assert "DANS CE NUMÉRO" in text
    assert "IN DIT NUMMER" not in text


@pytest.mark.parametrize(
    ("layout", "width_mm"),
    [
        (Layout(columns=2), 210),
        (Layout(columns=4), 210),
        (Layout("a5"), 148),
        (Layout("large"), 210),
        (Layout(colour=False), 210),
    ],
)
def test_every_layout_prints_the_same_content(layout, width_mm, rich):
    result = render_edition(rich, layout)
    text = text_of(result.pdf)
    assert all(a.title in text for a in rich.articles)
    assert "om de 2 weken op woensdag" in text
    assert "Alfons Pittevils" in text
    box = pypdf.PdfReader(io.BytesIO(result.pdf)).pages[0].mediabox
    assert float(box.width) == pytest.approx(width_mm * MM, abs=0.1)


def test_large_print_uses_the_hyperlegible_face_at_18_points(rich):
    reader = pypdf.PdfReader(io.BytesIO(render_edition(rich, Layout("large")).pdf))
    seen = []
    reader.pages[2].extract_text(
        visitor_text=lambda text, cm, tm, font, size: seen.append((text, font, abs(size * tm[3] * cm[3])))
    )
    running = [(font["/BaseFont"], round(size)) for text, font, size in seen if font and len(text.strip()) > 20]
    assert running
    assert all("Atkinson" in name for name, _ in running)
    assert 18 in {size for _, size in running}


def test_black_and_white_holds_no_colour(rich):
    pdf = render_edition(replace(rich, articles=rich.articles[1:2]), Layout(colour=False)).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for o in document.objects:
            if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == pikepdf.Name.Image:
                assert "RGB" not in str(o.get("/ColorSpace"))


def test_all_adverts_are_printed():
    adverts = tuple(
        Advert(f"ad{i}", size, f"Bakker {i}", "Verse pistolets")
        for i, size in enumerate(("1/8", "1/8", "1/8", "1/4", "1/2", "1/1"))
    )
    text = text_of(render_edition(edition(adverts=adverts)).pdf)
    assert all(f"Bakker {i}" in text for i in range(6))


@pytest.mark.parametrize("count", [0, 1, 60])
def test_an_edition_of_any_number_of_articles_prints(count):
    result = render_edition(edition(articles=tuple(article(n) for n in range(1, count + 1))))
    assert result.page_count >= 1
    assert len([a for a in result.plan.articles if a.id.startswith("a") and a.id[1:].isdigit()]) == count


def test_plan_never_fills_a_page_over_its_height(printed):
    assert all(0 < page.fill <= 1 and page.white_mm >= 0 for page in printed.plan.pages)
    assert printed.plan.pages_used <= printed.page_count


def test_a_missing_photo_names_its_article(tmp_path):
    broken = photo(tmp_path)
    broken.path.unlink()
    with pytest.raises(PhotoError) as caught:
        render_edition(edition(articles=(article(7, photo=broken),)))
    assert caught.value.article == "a7"


def test_article_preview_is_svg_without_masthead():
    pages = render_article(edition(), article(1))
    assert pages
    assert all(page.lstrip().startswith(b"<svg") for page in pages)
    assert len(render_article(edition(), article(1, 60))) > 1


def test_thumbnails_come_one_for_each_page():
    result = render_edition(edition(), thumbnail_ppi=20)
    assert len(result.thumbnails) == result.page_count
    assert all(image.startswith(b"\x89PNG") for image in result.thumbnails)


def test_links_can_be_read_on_paper():
    body = article(2).body[0]
    short = replace(body, runs=(Run("op onze site", href="https://www.example.be/krant"),))
    long = replace(
        body, runs=(Run("in het verslag", href="https://example.be/gemeenteraad/verslagen/2026/11/verslag-17"),)
    )
    text = text_of(render_edition(edition(articles=(article(1), article(2, body=(short, long))))).pdf)
    assert "(example.be/krant)" in text
    assert "verslag-17" in text.replace(" ", "")


@pytest.mark.parametrize("layout", [Layout(), Layout(columns=2), Layout("a5"), Layout("large")])
@pytest.mark.parametrize("sentences", [1, 12])
def test_a_colophon_of_any_length_finds_room_of_its_own(layout, sentences):
    # The template asserts that what stands on a page is never higher than the page.
    long = tuple(Paragraph((Run(f"Drukwerk {n}. " * sentences),)) for n in range(8))
    text = text_of(render_edition(edition(colophon=long), layout).pdf)
    assert all(f"Drukwerk {n}." in text for n in range(8))
    assert text.count("Colofon") == 1


def test_what_only_sounds_has_a_code_to_scan():
    pointer = Pointer("Luister naar de klok", "https://lindehoek.example.be/klok")
    pdf = render_edition(edition(articles=(article(1), article(2, body=(pointer,))))).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        alts = [str(o.get("/Alt", "")) for o in document.objects if isinstance(o, pikepdf.Dictionary)]
    assert any(alt.startswith("QR-code naar lindehoek") for alt in alts)


def test_a_short_address_takes_the_place_of_a_long_one():
    far = "https://example.be/gemeenteraad/verslagen/2026/11/verslag-17"
    body = (Paragraph((Run("in het verslag", href=far),)),)
    made = edition(
        articles=(article(1), article(2, body=body)), short_addresses=((far, "lindehoek.example.be/k/ab3kd"),)
    )
    text = text_of(render_edition(made).pdf).replace(" ", "")
    assert "(lindehoek.example.be/k/ab3kd)" in text
    assert "verslag-17" not in text


def test_what_is_on_at_the_neighbours_follows_the_villages_own_agenda():
    near = (AgendaDay("zaterdag", "12", "december", (AgendaItem("Zavelmarkt", "15 uur", "De Zavelzaal, Zavelberg"),)),)
    often = (RecurringActivity("Zaveldans", "elke dinsdag van 14 tot 16 uur", "Zavelberg", "zavelberg.example.be"),)
    text = text_of(render_edition(edition(nearby=near, nearby_recurring=often)).pdf)
    own = text.index("Koffie van woensdag")
    assert own < text.index("Bij de buren") < text.index("Zavelmarkt") < text.index("Zaveldans")
    assert "Bij de buren" not in text_of(render_edition(edition()).pdf)
