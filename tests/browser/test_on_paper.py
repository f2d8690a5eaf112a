"""Every public page as a home printer prints it."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from demo.factories import contact_page_of, make_article, make_edition, make_event, make_image, make_notice
from villages.models import Village

A4 = (595.3, 841.9)  # points; Chromium rounds up to whole pixels
NOT_ON_PAPER = (
    "Makkelijker lezen",
    "Naar de tekst",
    "Volgend artikel",
    "Laat dit bericht weghalen",
    "Voor de redactie",
)


@pytest.fixture
def addresses(village: Village) -> list[str]:
    contact = contact_page_of(village)
    contact.contact_phone, contact.contact_hours = "0470 00 00 10", "woensdag van 9.30 tot 12 uur"
    contact.save_revision().publish()
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
    article = make_article(
        edition,
        title="De linde",
        photo=make_image(village),
        photo_alt="De linde",
        body=[("text", "<p>Zie <a href='https://example.be/linde'>de lijst</a>.</p>")],
    )
    make_article(edition, title="Nog een")
    make_notice(edition, names="Noor Claes")
    event = make_event(village)
    return ["/", edition.url, article.url, "/agenda/", event.url, "/fietsroutes/", "/contact/", "/zoeken/?q=linde"]


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_print_on_a4_without_what_can_only_be_clicked(page: Page, addresses: list[str], scheme: str):
    page.emulate_media(color_scheme=scheme, media="print")
    for address in addresses:
        paper = printed(page, address)
        text = "\n".join(sheet.extract_text() for sheet in paper.pages)
        assert "0470 00 00 10" in text, address
        for words in NOT_ON_PAPER:
            assert words not in text, address
        for sheet in paper.pages:
            assert [float(side) for side in sheet.mediabox[2:]] == pytest.approx(A4, abs=1.5), address
        assert paper.pages[-1].extract_text().strip(), address  # no empty last sheet
        colours = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], address


def test_an_article_on_paper_says_where_it_is_from_and_writes_links_out(page: Page, addresses: list[str]):
    text = "".join(sheet.extract_text() for sheet in printed(page, addresses[2]).pages).replace("\n", "")
    assert "https://example.be/linde" in text
    assert "/dorpskrant/winter-2026/de-linde/" in text


def test_reading_text_on_paper_is_at_least_twelve_points(page: Page, addresses: list[str]):
    page.emulate_media(media="print")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(addresses[2])
        pixels = page.locator(".prose p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
        assert 12 <= pixels * 0.75 <= 13
