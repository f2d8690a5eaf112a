"""What the admin saves while somebody writes, and what she saves by hand, never make the same page twice."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from demo.factories import make_edition, make_user
from dorpskrant.models import ArticlePage
from tests.browser.test_editors_path import PASSWORD, TITLE, log_in, write_paragraph
from villages.models import Village, VillageRole


@pytest.fixture
def new_article(page: Page, village: Village) -> Page:
    """An eindredacteur's new article, with all but its title."""
    edition = make_edition(village)
    make_user(village, VillageRole.Role.FINAL_EDITOR, "rita", password=PASSWORD)
    log_in(page, PASSWORD)
    page.add_init_script("addEventListener('w-unsaved:watch-edits', () => document.body.classList.add('watched'))")
    page.goto(f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/")
    page.wait_for_selector("body.watched")  # what was written before is taken for what stood there
    write_paragraph(page, "De bank is van eik.")
    page.locator("footer [aria-label='Meer acties'], footer .w-dropdown button").first.click()
    return page


def on_post(page: Page, handle: Callable[[Route, bool], None]) -> None:
    """Handle what the editor's form sends: also told is whether it is a draft that the admin saves by itself."""

    def sort(route: Route) -> None:
        if route.request.method != "POST" or "/preview/" in route.request.url:
            route.fallback()
        else:
            handle(route, route.request.headers.get("accept", "").startswith("application/json"))

    page.route("**/admin/pages/**", sort)


def write_title(page: Page) -> None:
    page.locator("[name=title]").press_sequentially(TITLE)
    expect(page.locator("[name=slug]")).to_have_value("de-linde-krijgt-een-bank")


def publish(page: Page) -> None:
    page.locator("[name=action-publish]").evaluate("button => button.click()")


def wait_for(page: Page, some: list[Any]) -> None:
    for _ in range(600):
        if some:
            return
        page.wait_for_timeout(50)
    raise AssertionError("That was not sent")


def is_published_once(page: Page) -> None:
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")
    assert ArticlePage.objects.get(title=TITLE).live


def test_publishing_waits_for_a_draft_that_is_on_its_way(new_article: Page):
    made: list[Callable[[], None]] = []

    def hold_the_answer(route: Route, draft: bool) -> None:
        if draft:
            at = urlsplit(route.request.url)
            here = route.request.url.replace(at.netloc, f"127.0.0.1:{at.port}", 1)  # only the browser knows *.localhost
            answer = route.fetch(url=here, headers={**route.request.headers, "host": at.netloc})
            made.append(lambda: route.fulfill(response=answer))
        else:
            route.fallback()

    on_post(new_article, hold_the_answer)
    write_title(new_article)
    wait_for(new_article, made)
    publish(new_article)
    made[0]()
    is_published_once(new_article)


def test_no_draft_is_sent_once_the_page_is_being_published(new_article: Page):
    sent: list[bool] = []
    publishing: list[Route] = []

    def hold_the_publishing(route: Route, draft: bool) -> None:
        sent.append(draft)
        if draft:
            route.fallback()
        else:
            publishing.append(route)

    on_post(new_article, hold_the_publishing)
    write_title(new_article)
    publish(new_article)
    wait_for(new_article, publishing)
    new_article.wait_for_timeout(1_500)  # a draft is sent half a second after what was written
    publishing[0].fallback()
    is_published_once(new_article)
    assert sent[-1] is False, "nothing is saved by itself after it"
