"""What every public page owes its reader, whatever the screen."""

import pytest
from playwright.sync_api import Page, expect

from demo.factories import contact_page_of, make_article, make_edition, make_event, make_image, make_notice
from villages.models import Village

# Words that stand on two lines, but for those that may be cut: very long ones, mail addresses, and the initial of an article.
BROKEN_WORDS = """() => {
  const found = [], texts = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text, currentNode: { parentElement: around } } = texts;
    const isRead = around.checkVisibility() && !around.closest(".visually-hidden, script, a[href^='mailto:']");
    for (const { 0: word, index } of isRead ? text.data.matchAll(/(?<!\\p{L})\\p{L}{3,14}(?!\\p{L})/gu) : []) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width).map((box) => box.top));
      if (lines.size > 1) found.push(`${word} in ${around.className || around.localName}`);
    }
  }
  return found;
}"""


@pytest.fixture
def addresses(village: Village) -> list[str]:
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
    photo = make_image(village)
    make_article(
        edition, photo=photo, photo_alt="De linde", title="Overstromingsgevoeligheidskaart van Kriekelaarsveld"
    )
    make_notice(edition)
    article = edition.get_children().get()
    event = make_event(village, contact_email="aanspreekpunt.van.kriekelaarsveld@overstromingsgebied.example.be")
    return [
        "/",
        "/dorpskrant/",
        edition.url,
        article.url,
        "/agenda/",
        event.url,
        "/fietsroutes/",
        "/contact/",
        "/zoeken/?q=linde",
    ]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(page: Page, addresses: list[str], width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for address in addresses:
        assert page.goto(address).status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_text_twice_as_large_still_fits_a_phone(page: Page, addresses: list[str]):
    page.set_viewport_size({"width": 360, "height": 800})
    for address in addresses:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


@pytest.mark.parametrize("width", [320, 360])
def test_with_the_largest_letters_no_word_is_broken(page: Page, addresses: list[str], width: int):
    page.set_viewport_size({"width": width, "height": 800})
    broken = {}
    for letter in ("", "easy"):
        page.goto("/")
        page.evaluate("letter => localStorage.setItem('lezen', JSON.stringify({size: 'largest', letter}))", letter)
        for address in addresses:
            page.goto(address)
            assert page.evaluate("document.documentElement.dataset.size") == "largest"
            if words := page.evaluate(BROKEN_WORDS):
                broken[f"{letter} {address}"] = words
    assert broken == {}


def test_a_front_page_takes_fewer_than_25_requests(page: Page, addresses: list[str]):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/", wait_until="networkidle")
    assert 5 < len(requests) < 25


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reading_text_is_large_and_its_lines_are_a_good_length(page: Page, addresses: list[str], scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.goto(addresses[3])
    text = page.locator(".prose p").first
    size, paper = text.evaluate(
        "p => [parseFloat(getComputedStyle(p).fontSize), getComputedStyle(document.body).backgroundColor]"
    )
    measure = page.locator(".prose").evaluate("prose => prose.getBoundingClientRect().width")
    assert 19 <= size <= 20
    assert 29 * size <= measure <= 32 * size  # in em; Source Serif 4 sets 62 to 68 characters in that
    assert paper == {"light": "rgb(252, 249, 242)", "dark": "rgb(22, 20, 18)"}[scheme]


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


def test_on_a_phone_the_number_and_hours_of_the_contact_point_are_on_the_first_screen(
    page: Page, addresses: list[str], village: Village
):
    contact = contact_page_of(village)
    contact.contact_phone, contact.contact_hours = "0470 00 00 10", "woensdag van 9.30 tot 12 uur"
    contact.save_revision().publish()
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/")
    for words in ("0470 00 00 10", "woensdag van 9.30 tot 12 uur"):
        box = page.get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] < 320, words  # the upper half
