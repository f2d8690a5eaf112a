"""What every public page owes its reader, whatever the screen."""

import pytest
from playwright.sync_api import Page, expect

from demo.factories import make_article, make_edition, make_image, make_notice
from villages.models import Village


@pytest.fixture
def addresses(village: Village) -> list[str]:
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
    photo = make_image(village)
    make_article(
        edition, photo=photo, photo_alt="De linde", title="Overstromingsgevoeligheidskaart van Kriekelaarsveld"
    )
    make_notice(edition)
    article = edition.get_children().get()
    return ["/", "/dorpskrant/", edition.url, article.url, "/agenda/", "/fietsroutes/", "/contact/", "/zoeken/?q=linde"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(page: Page, addresses: list[str], width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for address in addresses:
        assert page.goto(address).status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_first_tab_stop_leads_to_the_text(page: Page, addresses: list[str]):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de tekst")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#inhoud"


def test_each_page_has_one_h1_and_its_language(page: Page, addresses: list[str]):
    for address in addresses:
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert page.locator("html").get_attribute("lang") == "nl"
