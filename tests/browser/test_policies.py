"""The Content-Security-Policy holds in a real browser: no violation on public pages, nor while an editor works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from demo.factories import make_article, make_edition, make_event, make_notice, make_user
from tests.browser.test_editors_path import choose_photo, make_photo, publish, see_preview, write_paragraph
from villages.models import Village, VillageRole

PASSWORD = "een-lang-wachtwoord"
LISTEN = """
window.refusals = [];
document.addEventListener("securitypolicyviolation", (event) => {
  const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
  console.warn(`CSP-REFUSED ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`);
});
"""


@pytest.fixture
def refusals(page: Page) -> Iterator[list[str]]:
    """What the browser refused, in the page and its frames; nothing, at the end."""
    found: list[str] = []
    page.add_init_script(LISTEN)
    page.on(
        "console",
        lambda message: found.append(f"{page.url}: {message.text}") if "CSP-REFUSED" in message.text else None,
    )
    yield found
    assert found == []


def log_in(page: Page, village: Village, role: VillageRole.Role = VillageRole.Role.ADMIN) -> None:
    make_user(village, role, "rita", password=PASSWORD)
    page.goto("/admin/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


def test_the_listener_hears_what_is_refused(page: Page, village: Village):
    """The other tests here can fail: a script that somebody put into a page is refused, and heard."""
    page.add_init_script(LISTEN)
    page.goto("/admin/login/")
    with page.expect_console_message(lambda message: "CSP-REFUSED" in message.text) as heard:
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.inside = 1'}))"
        )
    assert "script-src" in heard.value.text or "default-src" in heard.value.text
    assert page.evaluate("window.inside") is None


def test_public_pages_need_nothing_that_is_refused(page: Page, village: Village, refusals: list[str]):
    edition = make_edition(village)
    article = make_article(edition)
    make_notice(edition)
    event = make_event(village)
    for url in (
        "/",
        "/dorpskrant/",
        edition.url,
        article.url,
        "/agenda/",
        event.url,
        "/inzenden/familiebericht/",
        "/zoeken/?q=de",
    ):
        page.goto(url)
        page.wait_for_load_state("networkidle")


def test_an_editor_works_without_a_refusal(page: Page, village: Village, refusals: list[str], tmp_path: Path):
    edition = make_edition(village)
    make_event(village)
    log_in(page, village)
    page.goto(f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/")
    page.locator("[name=title]").fill("De linde krijgt een bank")
    page.locator("[name=intro]").fill("Sinds vrijdag kun je er zitten.")
    choose_photo(page, make_photo(tmp_path))
    page.locator("[name=photo_alt]").fill("Een houten bank onder een kale linde")
    write_paragraph(page, "De bank is van eik en staat aan de zonkant.")
    see_preview(page)
    publish(page)

    page.goto(f"/admin/pages/{edition.pk}/edit/#tab-familieberichten")  # rows with choosers and dates that come later
    page.get_by_role("tab", name="Familieberichten").click()
    page.get_by_role("button", name="Voeg").last.click()
    row = page.locator("[id^=inline_child_family_notices]").last
    expect(row.get_by_role("button", name="Kies een afbeelding")).to_be_visible()
    row.get_by_role("button", name="Kies een afbeelding").click()
    expect(page.get_by_role("dialog").get_by_role("tab", name="Uploaden")).to_be_visible()
    page.locator(".modal.in button[data-dismiss=modal], .modal.in .button.close").first.click()
    expect(page.locator(".modal.in")).to_have_count(0)
    date = row.locator("input[name$=-date]").first
    date.click()
    expect(
        page.locator(".xdsoft_datetimepicker:visible").first
    ).to_be_visible()  # the calendar that Wagtail's script opens

    page.goto("/")  # Wagtail's bar stands on the page itself
    page.wait_for_load_state("networkidle")


SCREENS = [
    "", "pages/", "ingezonden/", "ingezonden/namens/artikel/", "nieuwsbrief/", "uitnodigingen/", "uitnodigingen/nieuw/",
    "uitnodigingen/doorgeven/", "users/", "dorp/buren/", "verenigingen/", "verenigingen/new/", "images/", "images/add/",
    "documents/", "documents/multiple/add/", "media/", "media/audio/add/", "redirects/", "redirects/add/",
    "reports/site-history/", "account/", "workflows/list/",
]  # fmt: skip


def test_the_admins_screens_need_nothing_that_is_refused(page: Page, village: Village, refusals: list[str]):
    edition = make_edition(village)
    event = make_event(village)
    log_in(page, village)
    more = [
        f"pages/{event.pk}/edit/",
        f"papier/{edition.pk}/",
        f"papier/{edition.pk}/advertenties/nieuw/",
        f"ingezonden/editie/{edition.pk}/",
    ]
    more += [
        f"pages/{edition.pk}/history/",
        f"pages/{edition.pk}/",
        f"pages/add/fietsroutes/routepage/{routes_page(village).pk}/",
    ]
    for url in [*SCREENS, *more]:
        answer = page.goto(f"/admin/{url}")
        assert answer is not None
        assert answer.status in (200, 403), url
        assert "script-src" not in answer.headers["content-security-policy"]  # as default-src says: files of this host
        page.wait_for_load_state("networkidle")


def routes_page(village: Village):
    from fietsroutes.models import RoutesPage

    return RoutesPage.objects.descendant_of(village.site.root_page).first()
