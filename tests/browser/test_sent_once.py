"""An impatient editor on a slow connection: what is sent twice goes out once, and what comes too late is not shown."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from demo.factories import make_article, make_edition
from tests.browser.test_flatplan import log_in
from villages.models import Invitation, Village


def wait_for(page: Page, met: Callable[[], Any]) -> None:
    for _ in range(600):
        if met():
            return
        page.wait_for_timeout(50)
    raise AssertionError("That did not happen")


@pytest.fixture
def invitation(page: Page, village: Village) -> Page:
    """The form that invites somebody."""
    log_in(page, village, "/admin/uitnodigingen/nieuw/", "admin")
    return page


def test_two_presses_send_a_form_once_and_it_can_be_sent_after_going_back(invitation: Page):
    posted: list[str] = []
    invitation.on("request", lambda asked: posted.append(asked.url) if asked.method == "POST" else None)
    press = "form => { for (const ms of [0, 30, 60]) setTimeout(() => form.requestSubmit(), ms); }"
    for address in ("leen@example.be", "jos@example.be"):
        invitation.locator("[name=email]").fill(address)
        invitation.locator("form:has([name=email])").evaluate(press)
        invitation.wait_for_url("**/admin/uitnodigingen/")
        expect(invitation.locator(".messages")).to_contain_text(f"De uitnodiging voor {address} is verstuurd.")
        invitation.go_back()
        invitation.wait_for_url("**/admin/uitnodigingen/nieuw/")
    assert len(posted) == 2
    assert Invitation.objects.count() == 2


def test_an_answer_that_comes_late_does_not_undo_what_was_moved_after_it(page: Page, village: Village):
    edition = make_edition(village)
    for title in ("Een", "Twee", "Drie"):
        make_article(edition, title=title)
    log_in(page, village, f"/admin/papier/{edition.pk}/")
    titles = page.locator("[data-rows]").first.locator(".plan-row__title")
    expect(titles).to_have_text(["Een", "Twee", "Drie"])
    answers: list[Callable[[], None]] = []

    def late(route: Route) -> None:
        at = page.evaluate("location.host")
        port = at.rsplit(":", 1)[1]
        here = route.request.url.replace(at, f"127.0.0.1:{port}", 1)  # only the browser knows *.localhost
        answer = route.fetch(url=here, headers={**route.request.headers, "host": at})
        answers.append(lambda: route.fulfill(response=answer))

    page.route("**/schikken/", late)
    for title, number in (("Een", 1), ("Drie", 2)):
        row = page.locator(".plan-row", has=page.get_by_role("link", name=title, exact=True))
        row.locator("button[name=move]:not(:disabled)").first.evaluate("button => button.click()")
        wait_for(page, lambda number=number: len(answers) == number)
    answers[1]()
    expect(titles).to_have_text(["Twee", "Drie", "Een"])
    answers[0]()
    page.wait_for_timeout(500)
    expect(titles).to_have_text(["Twee", "Drie", "Een"])
