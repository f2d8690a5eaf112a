"""A village that also speaks Arabic: the page runs from right to left, what is not Arabic says so, and nothing sticks out."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from demo.factories import add_page, contact_page_of, make_article, make_edition, make_event
from home.models import InformationPage
from villages.founding import add_language
from villages.models import Village
from villages.scope import scoped

TITLE = "مقهى الجيران"
PHONE = "0470 00 00 12"


def in_arabic(page, **words):
    copy = page.copy_for_translation(Locale.objects.get(language_code="ar"), copy_parents=True)
    for name, value in words.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return copy


@pytest.fixture
def addresses(village: Village) -> list[str]:
    add_language(village, "ar")
    with scoped(village.scope()):
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        event = in_arabic(make_event(village, start_date=tomorrow), title=TITLE, description="<p>القهوة مجانية.</p>")
        article = in_arabic(make_article(make_edition(village)), title="مقعد للزيزفون", intro="منذ يوم الجمعة.")
        contact = contact_page_of(village, "ar")
        contact.title, contact.contact_phone, contact.contact_name = "نقطة الاتصال", PHONE, "Rita"
        contact.save_revision().publish()
        add_page(contact_page_of(village), InformationPage(title="Alleen Nederlands"))
        pages = [event, article, contact, event.get_parent(), contact.get_parent()]
        return [page.get_url() for page in pages]


@pytest.mark.parametrize("width", [360, 1280])
def test_arabic_pages_run_from_right_to_left_and_fit(page: Page, addresses: list[str], width: int):
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses:
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("html").get_attribute("lang") == "ar"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        heading = page.get_by_role("heading", level=1).first
        right = heading.evaluate("h => { const r = document.createRange(); r.selectNodeContents(h); "
                                 "return innerWidth - r.getBoundingClientRect().right }")  # fmt: skip
        left = heading.evaluate("h => { const r = document.createRange(); r.selectNodeContents(h); "
                                "return r.getBoundingClientRect().left }")  # fmt: skip
        assert right <= left + 1, (
            address
        )  # it begins at the right; where it is set in the middle, a rounded pixel apart


def test_what_is_not_arabic_says_its_language_and_runs_its_own_way(page: Page, addresses: list[str]):
    page.goto(addresses[3])
    expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    time = page.get_by_text("van 15 tot 17 uur").first
    assert (time.get_attribute("lang"), time.get_attribute("dir")) == ("nl", "ltr")
    ours = page.locator("footer [lang=nl]", has_text="Stuur iets in")
    assert ours.get_attribute("dir") == "ltr"
    assert page.get_by_role("link", name=TITLE).first.get_attribute("lang") is None


def test_a_telephone_number_keeps_its_order(page: Page, addresses: list[str]):
    page.goto(addresses[2])
    number = page.locator("main [href^='tel:'], .masthead [href^='tel:']").first
    expect(number).to_contain_text(PHONE)
    places = number.evaluate(
        """link => {
            const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
            let node; while ((node = walker.nextNode()) && !node.data.includes("0470")) {}
            const at = text => { const r = document.createRange(); const i = node.data.indexOf(text);
                r.setStart(node, i); r.setEnd(node, i + text.length); return r.getBoundingClientRect().left; };
            return [at("0470"), at("12")];
        }"""
    )
    assert places[0] < places[1]
