"""From a Dutch article to a reader of French, by the screens that an editor uses."""

from pathlib import Path

import polib
from playwright.sync_api import Page, expect

from demo.factories import make_article, make_edition, make_user
from tests.browser.test_editors_path import PASSWORD
from villages.founding import add_language
from villages.models import Village, VillageRole
from villages.scope import scoped

WORDS = {
    "De linde krijgt een bank": "Un banc pour le tilleul",
    "Sinds vrijdag kun je er zitten.": "Depuis vendredi, on peut s’y asseoir.",
}
LAST = "De bank is van eik en staat aan de zonkant."


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


def test_an_article_is_sent_translated_published_and_read(page: Page, village: Village, tmp_path: Path):
    add_language(village, "fr")
    with scoped(village.scope()):
        make_article(make_edition(village), byline="Rita Boels")
    make_user(village, VillageRole.Role.FINAL_EDITOR, "rita", password=PASSWORD)
    log_in(page)

    page.get_by_role("link", name="Vertalingen").click()
    page.get_by_role("link", name="Niet vertaald").click()
    page.get_by_role("link", name="Laat vertalen: De linde krijgt een bank, Frans").click()
    expect(page.get_by_label("Engels")).to_have_count(0)
    page.get_by_label("Frans").check()
    page.locator("main form [type=submit]").click()
    expect(page.locator(".js-translation-editor")).to_contain_text("Sinds vrijdag kun je er zitten.")

    editor = page.url
    for dutch, french in WORDS.items():
        translate(page, dutch, french)
    page.goto("/admin/vertalingen/")
    expect(page.get_by_text("1 stukje tekst te vertalen")).to_be_visible()

    page.goto(editor)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download PO-bestand").click()
    path = tmp_path / "vertaling.po"
    started.value.save_as(path)
    po = polib.pofile(str(path))
    assert [entry.msgid for entry in po if not entry.msgstr] == [LAST]
    next(entry for entry in po if entry.msgid == LAST).msgstr = "Il est en chêne et se trouve au soleil."
    po.save(str(path))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload PO-bestand").click()
    chooser.value.set_files(str(path))
    expect(page.locator(".messages")).to_contain_text("PO")
    expect(page.locator(".js-translation-editor")).to_contain_text("Il est en chêne")

    page.get_by_role("button", name="Publiceer in Frans").click()
    expect(page.locator(".messages")).to_be_visible()
    page.goto("/admin/vertalingen/")
    expect(page.get_by_text("Elke vertaling is bij")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/fr/dorpskrant/winter-2026/")
    page.get_by_role("link", name="Un banc pour le tilleul").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Un banc pour le tilleul")
    expect(page.get_by_text("Il est en chêne et se trouve au soleil.")).to_be_visible()
    expect(page.get_by_text("Rita Boels").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.get_by_text("pas encore entièrement traduite")).to_have_count(0)


def translate(page: Page, dutch: str, french: str) -> None:
    piece = page.locator("li.incomplete", has_text=dutch).last
    piece.get_by_role("button", name="Vertaal").click()
    piece.locator("textarea").fill(french)
    with page.expect_response(lambda answer: "/strings/" in answer.url) as saved:
        piece.get_by_role("button", name="Opslaan").click()
    assert saved.value.ok
    expect(page.locator(".js-translation-editor")).to_contain_text(french)
