"""The final editor arranges an edition with her hands, by mouse and by keyboard, and sees an article on paper as she writes."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Locator, Page, expect

from demo.factories import make_article, make_edition, make_image, make_user
from dorpskrant import printing
from dorpskrant.models import ArticlePage, EditionPage
from villages.models import Village, VillageRole

PASSWORD = "een-lang-wachtwoord"
TEXT = "<p>" + "De klok van de veiling zakt weer, en dat hebben we aan Willy te danken. " * 40 + "</p>"


@pytest.fixture
def edition(village: Village) -> EditionPage:
    edition = make_edition(village, target_pages=4)
    for title in ("Een", "Twee", "Drie"):
        photo = {"photo": make_image(village), "photo_alt": "Een linde"} if title == "Twee" else {}
        make_article(edition, title=title, body=[("text", TEXT)], **photo)
    return edition


def log_in(page: Page, village: Village, address: str, role: str = VillageRole.Role.FINAL_EDITOR) -> None:
    make_user(village, role, "rita", password=PASSWORD)
    page.goto(f"/admin/login/?next={address}")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()


@pytest.fixture
def plan(page: Page, village: Village, edition: EditionPage) -> Iterator[Page]:
    """The flatplan in front of the final editor."""
    log_in(page, village, f"/admin/papier/{edition.pk}/")
    expect(page.locator(".spread__page img").first).to_be_visible()
    yield page


def row(plan: Page, title: str) -> Locator:
    return plan.locator(".plan-row", has=plan.get_by_role("link", name=title, exact=True))


def shown(plan: Page) -> Locator:
    return plan.locator("[data-rows]").first.locator(".plan-row__title")


def stored(edition: EditionPage) -> list[str]:
    return [article.title for article in edition.articles()]


def of(edition: EditionPage, title: str) -> ArticlePage:
    return ArticlePage.objects.child_of(edition).get(title=title)


def test_every_page_is_there_as_a_picture_and_the_fill_as_a_number(plan: Page):
    pages = plan.locator(".spread__page img")
    assert pages.count() >= 2
    for number in range(pages.count()):
        pages.nth(number).scroll_into_view_if_needed()
        plan.wait_for_function(
            "image => image.complete && image.naturalWidth > 200", arg=pages.nth(number).element_handle()
        )
    expect(plan.locator(".flatplan__fill")).to_contain_text("van 4 pagina’s")
    expect(row(plan, "Een").locator(".plan-row__remark")).to_contain_text("regels")


def test_an_article_is_dragged_to_its_place(plan: Page, edition: EditionPage):
    plan.set_viewport_size({"width": 1280, "height": 1600})
    row(plan, "Drie").locator("[data-handle]").drag_to(row(plan, "Een"), target_position={"x": 40, "y": 4})
    expect(shown(plan)).to_have_text(["Drie", "Een", "Twee"])
    assert stored(edition) == ["Drie", "Een", "Twee"]
    last = row(plan, "Twee")
    below = {"x": 40, "y": (last.bounding_box() or {})["height"] - 4}
    row(plan, "Drie").locator("[data-handle]").drag_to(last, target_position=below)
    expect(shown(plan)).to_have_text(["Een", "Twee", "Drie"])
    assert stored(edition) == ["Een", "Twee", "Drie"]


def test_the_keyboard_moves_an_article_and_stays_with_it(plan: Page, edition: EditionPage):
    key = of(edition, "Drie").pk
    plan.locator(f"#up-a{key}").focus()
    for order in (["Een", "Drie", "Twee"], ["Drie", "Een", "Twee"]):
        plan.keyboard.press("Enter")
        expect(shown(plan)).to_have_text(order)
        assert stored(edition) == order
        assert plan.evaluate("document.activeElement.closest('.plan-row')?.id") == f"row-a{key}"
    expect(plan.locator(f"#up-a{key}")).to_be_disabled()
    plan.locator(f"#down-a{key}").focus()
    plan.keyboard.press("Space")
    expect(shown(plan)).to_have_text(["Een", "Drie", "Twee"])


def test_weight_place_and_photo_width_are_chosen_by_keyboard(plan: Page, edition: EditionPage):
    key = of(edition, "Twee").pk
    for name, choice in (("weight", "short"), ("pin", "back"), ("photo", "2")):
        field = plan.locator(f"#{name}-a{key}")
        wanted = field.locator(f"option[value='{choice}']").inner_text()
        before = plan.locator(".spread__page img").first.get_attribute("src")
        field.focus()
        plan.keyboard.type(wanted)  # a list opens on the first letters of a choice
        plan.keyboard.press("Tab")
        expect(plan.locator(".spread__page img").first).not_to_have_attribute("src", before or "")
        expect(plan.locator(f"#{name}-a{key}")).to_have_value(choice)
    article = of(edition, "Twee")
    assert (article.weight, article.pin, article.photo_columns) == ("short", "back", 2)


def test_pictures_of_before_a_change_say_so_until_the_press_is_done(
    plan: Page, edition: EditionPage, monkeypatch: pytest.MonkeyPatch
):
    ordered: list[str] = []
    press = printing.print_paper
    monkeypatch.setattr(printing, "print_paper", SimpleNamespace(enqueue=ordered.append))
    state = plan.get_by_role("status").first
    before = plan.locator(".spread__page img").first.get_attribute("src") or ""
    row(plan, "Drie").get_by_role("button", name="Drie").first.click()
    expect(plan.locator("[data-state]")).to_contain_text("van vóór je laatste wijziging")
    expect(plan.locator(".spreads--stale")).to_be_visible()
    expect(plan.locator("[data-state] progress")).to_be_visible()
    assert plan.locator(".spread__page img").first.get_attribute("src") == before
    press.enqueue(ordered[0])
    expect(plan.locator(".spreads--stale")).to_have_count(0)
    expect(state).not_to_contain_text("van vóór je laatste wijziging")
    assert plan.locator(".spread__page img").first.get_attribute("src") != before


def test_without_scripts_every_choice_has_a_button(page: Page, village: Village, edition: EditionPage):
    log_in(page, village, "/admin/")
    page.wait_for_url("**/admin/")
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=village.site.root_url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"/admin/papier/{edition.pk}/")
    row(plain, "Drie").locator("select[name=weight]").select_option("short")
    row(plain, "Drie").locator("[data-apply]").click()
    assert of(edition, "Drie").weight == "short"
    row(plain, "Drie").get_by_role("button", name="Drie").first.click()
    assert stored(edition) == ["Een", "Drie", "Twee"]
    context.close()


def test_the_preview_panel_shows_the_article_on_paper_as_it_is_written(
    page: Page, village: Village, edition: EditionPage
):
    article = of(edition, "Twee")
    log_in(page, village, f"/admin/pages/{article.pk}/edit/")
    page.wait_for_load_state("networkidle")
    mode = page.locator("[data-w-preview-target='mode'], #id_preview_mode").first
    if not mode.is_visible():
        page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    expect(mode).to_be_visible()
    shown = page.frame_locator("[data-w-preview-target='iframe']").first
    expect(shown.locator("h1")).to_be_visible()  # while it is on its way, Wagtail hears no other choice
    page.wait_for_load_state("networkidle")
    mode.select_option(label="Op papier")
    sheet = shown.locator("img.on-paper").first
    expect(sheet).to_be_visible()
    sheet.evaluate("image => image.decode()")
    size = sheet.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert size[0] > 400
    assert size[1] > size[0]
    before = sheet.get_attribute("src")
    page.wait_for_load_state("networkidle")
    page.locator("[name=title]").fill("Een heel andere kop")
    page.locator("[name=title]").press("Tab")
    expect(
        page.frame_locator("[data-w-preview-target='iframe']").last.locator("img.on-paper").first
    ).not_to_have_attribute("src", before or "", timeout=60_000)
