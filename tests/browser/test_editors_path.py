"""From an editor's login to the resident's screen and the paper in her hands."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from demo.factories import make_edition, make_user
from villages.models import Village, VillageRole

PASSWORD = "een-lang-wachtwoord"
TITLE = "De linde krijgt een bank"


def make_photo(folder: Path) -> Path:
    path = folder / "bank.jpg"
    Image.frombytes("RGB", (90, 60), os.urandom(90 * 60 * 3)).resize((900, 600)).save(path, "JPEG")
    return path


def test_from_writing_to_reading_to_paper(page: Page, village: Village, tmp_path: Path):
    edition = make_edition(village)
    make_user(village, VillageRole.Role.FINAL_EDITOR, "rita", password=PASSWORD)

    log_in(page, PASSWORD)

    page.goto(f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/")
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=intro]").fill("Sinds vrijdag kun je er zitten.")
    page.locator("[name=byline]").fill("Rita Boels")
    choose_photo(page, make_photo(tmp_path))
    page.locator("[name=photo_alt]").fill("Een houten bank onder een kale linde")
    write_paragraph(page, "De bank is van eik en staat aan de zonkant.")

    see_preview(page)

    publish(page)

    page.context.clear_cookies()
    page.goto("/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("De bank is van eik")).to_be_visible()
    photo = page.get_by_role("img", name="Een houten bank onder een kale linde")
    expect(photo).to_be_visible()
    page.wait_for_function("image => image.complete && image.naturalWidth > 300", arg=photo.element_handle())

    page.goto("/dorpskrant/winter-2026/")
    pdf = download(page, page.locator("link[type='application/pdf']").first.get_attribute("href") or "")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert TITLE in " ".join(text.split())
    assert "Rita Boels" in text


def log_in(page: Page, password: str) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(password)
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


def choose_photo(page: Page, path: Path) -> None:
    page.get_by_role("button", name="Kies een afbeelding").first.click()
    page.get_by_role("tab", name="Uploaden").click()
    form = page.locator("form[data-chooser-modal-creation-form]")
    form.locator("input[type=file]").set_input_files(str(path))
    form.locator("[name$=title]").fill("De bank")
    form.locator("[type=submit]").click()
    expect(page.locator("form[data-chooser-modal-creation-form]")).to_have_count(0)


def write_paragraph(page: Page, text: str) -> None:
    page.locator("button.c-sf-add-button").first.click()
    page.get_by_role("option", name="Tekst", exact=True).first.click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(text)


def see_preview(page: Page) -> None:
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    frame = page.frame_locator("[data-w-preview-target='iframe']").first
    expect(frame.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()


def publish(page: Page) -> None:
    page.locator("footer [aria-label='Meer acties'], footer .w-dropdown button").first.click()
    page.locator("[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")


def download(page: Page, address: str) -> bytes:
    """Fetch as the browser does: it knows where *.localhost is."""
    fetch = "async url => Array.from(new Uint8Array(await (await fetch(url)).arrayBuffer()))"
    return bytes(page.evaluate(fetch, address))
