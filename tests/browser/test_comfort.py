"""How somebody likes to read: chosen once, kept in the browser, there before the first paint."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from villages.models import Village

LOOK = """() => { const root = getComputedStyle(document.documentElement), body = getComputedStyle(document.body);
  return {size: parseFloat(root.fontSize), letter: body.fontFamily.split(",")[0],
          paper: body.backgroundColor, ink: body.color} }"""


def choose(page: Page, *names: str) -> None:
    page.get_by_role("button", name="Makkelijker lezen").click()
    for name in names:
        page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Klaar").click()


def test_what_is_chosen_stays_on_the_next_page_and_can_be_undone(page: Page):
    page.goto("/")
    usual = page.evaluate(LOOK)
    choose(page, "grootst", "sterk", "makkelijk te onderscheiden")
    chosen = page.evaluate(LOOK)
    assert chosen["size"] == pytest.approx(usual["size"] * 1.4375)
    assert "Atkinson Hyperlegible" in chosen["letter"]
    assert (chosen["paper"], chosen["ink"]) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    page.goto("/agenda/")
    assert page.evaluate(LOOK) == chosen
    assert page.evaluate("document.fonts.ready.then(all => all.check('20px \"Atkinson Hyperlegible\"'))")
    assert page.context.cookies() == []
    page.get_by_role("button", name="Makkelijker lezen").click()
    page.get_by_role("button", name="Alles weer zoals gewoonlijk").click()
    assert page.evaluate(LOOK) == usual
    assert page.evaluate("localStorage.length") == 0


def test_strong_contrast_follows_light_and_dark(page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto("/")
    choose(page, "sterk")
    look = page.evaluate(LOOK)
    assert look["ink"] == "rgb(255, 255, 255)"
    assert max(int(part) for part in look["paper"][4:-1].split(",")) < 32


def test_the_choice_is_there_when_the_body_begins(page: Page):
    """A script in the body would come after the first paint; this one stands before the sheets."""
    page.goto("/")
    choose(page, "groter")
    page.add_init_script(
        """new MutationObserver((_, watcher) => { if (document.body) {
             window.sizeAtBody = document.documentElement.dataset.size; watcher.disconnect(); } })
           .observe(document, {childList: true, subtree: true})"""
    )
    page.goto("/agenda/")
    assert page.evaluate("window.sizeAtBody") == "large"


def test_all_of_it_works_by_keyboard_and_gives_the_focus_back(page: Page):
    page.goto("/")
    opener = page.get_by_role("button", name="Makkelijker lezen")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hoe lees je graag?")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("group", name="Grootte van de letters")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("radio", name="groter")).to_be_checked()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    assert page.evaluate("document.documentElement.dataset.size") == "large"


@pytest.mark.parametrize("width", [320, 360])
def test_with_the_largest_letters_nothing_scrolls_sideways(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 720})
    page.goto("/")
    page.get_by_role("button", name="Makkelijker lezen").click()
    page.get_by_role("radio", name="grootst").check()
    page.get_by_role("radio", name="makkelijk te onderscheiden").check()
    assert page.locator("[data-comfort]").evaluate("box => box.scrollWidth <= box.clientWidth")
    page.get_by_role("button", name="Klaar").click()
    for path in ("/", "/agenda/", "/zoeken/", "/fietsroutes/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


@pytest.fixture
def scriptless(browser: Browser, village: Village) -> Iterator[Page]:
    context = browser.new_context(base_url=village.site.root_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_no_button_promises_anything(scriptless: Page):
    scriptless.goto("/")
    expect(scriptless.locator("[data-comfort-open]")).to_be_hidden()
    expect(scriptless.locator("[data-comfort]")).to_be_hidden()
