"""What an editor is told, in Dutch, about a text that is hard to read: while she writes, and on the page itself."""

import re

from playwright.sync_api import Locator, Page, expect

from demo.factories import make_article, make_edition, make_event, make_image, make_user
from villages.models import Village, VillageRole

PASSWORD = "een-lang-wachtwoord"
HARD = (
    "<p>Zaterdag om 14 uur komen we met iedereen die graag wandelt samen aan de oude linde op het plein, en daarna "
    "gaan we langs de beek, over de brug en door het bos terug naar de zaal waar er koffie en taart klaarstaat. "
    'Meer weten? <a href="https://example.be/formulier">Klik hier</a>.</p>'
)
GOOD = (
    "<p>Zaterdag om 14 uur wandelen we samen. Bel Rita op 0470 00 00 12. "
    'Vul <a href="https://example.be/formulier">het formulier</a> in.</p>'
)
HINTS = ["Een lange zin", "Een link die niet zegt waar hij naartoe gaat", "Geen telefoonnummer"]


def log_in(page: Page, village: Village) -> None:
    make_user(village, VillageRole.Role.EDITOR, "rita", password=PASSWORD)
    page.goto("/admin/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


def hints_on(page: Page, address: str) -> list[str]:
    """Give the names of what Wagtail's bar lists on a page."""
    page.goto(address)
    page.get_by_role("button", name="Bekijk Wagtail snel acties").click()
    checks = page.get_by_role("menuitem", name="Problemen gevonden")
    expect(checks).to_contain_text(re.compile(r"\d"))
    checks.click()
    return page.locator("#checker-results [data-content-checker-name]").all_inner_texts()


def hints_beside(page: Page, pk: int) -> Locator:
    """Open the checks next to a page's form."""
    page.goto(f"/admin/pages/{pk}/edit/")
    page.get_by_role("button", name="Checks aan/uitzetten").click()
    return page.locator("[data-checks-panel]")


def test_an_editor_is_told_in_dutch_while_she_writes(page: Page, village: Village):
    article = make_article(make_edition(village), body=[("text", HARD)])
    log_in(page, village)
    panel = hints_beside(page, article.pk)
    for hint in HINTS:
        expect(panel.get_by_role("heading", name=hint, exact=True)).to_have_count(1)
    expect(panel).to_contain_text("Knip hem in twee")
    expect(panel).to_contain_text("niet op “klik hier”")


def test_a_photo_without_words_is_named_while_she_writes(page: Page, village: Village):
    event = make_event(village, photo=make_image(village))
    log_in(page, village)
    panel = hints_beside(page, event.pk)
    expect(panel.get_by_role("heading", name="Een foto zonder woorden", exact=True)).to_have_count(1)
    expect(panel).to_contain_text("Schrijf wat er te zien is, voor wie het niet ziet.")


def test_the_page_itself_tells_her_too_and_a_clear_text_has_no_hint(page: Page, village: Village):
    edition = make_edition(village)
    hard = make_article(edition, body=[("text", HARD)])
    clear = make_article(edition, title="Wandeling", body=[("text", GOOD)])
    log_in(page, village)
    assert set(hints_on(page, hard.url)) >= set(HINTS)
    assert set(hints_on(page, clear.url)) & set(HINTS) == set()


def test_an_event_has_its_number_next_to_its_text(page: Page, village: Village):
    event = make_event(village, description="<p>Iedereen welkom om 14 uur.</p>")
    log_in(page, village)
    assert "Geen telefoonnummer" not in hints_on(page, event.url)
