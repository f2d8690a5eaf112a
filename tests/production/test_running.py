"""Both shapes of production for real: two web processes and a worker behind nginx, an editor's path and a resident's."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Page, expect, sync_playwright
from pypdf import PdfReader

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.test_editors_path import (
    TITLE,
    choose_photo,
    log_in,
    make_photo,
    publish,
    see_preview,
    write_paragraph,
)
from tests.production.running import HOST, PASSWORD, Running, grown, small
from tests.production.servers import free_port, wait_until

pytestmark = [
    pytest.mark.running,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="NO CHROMIUM: apt install chromium"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Port 443 and a user of PostgreSQL's own need root"),
]


class Letters:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.port = free_port()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.kept.append(envelope)
        return "250 Taken"


@pytest.fixture(scope="module")
def letters() -> Iterator[Letters]:
    kept = Letters()
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture(scope="module", params=["small", "grown"])
def site(request: Any, letters: Letters, tmp_path_factory: Any) -> Iterator[Running]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(letters.port)}
    if request.param == "grown":
        servers = [request.getfixturevalue(name) for name in ("postgres", "redis", "buckets")]
        running = grown(folder, *servers, **mail)
    else:
        running = small(folder, **mail)
    try:
        running.start()
        running.things = running.found()  # type: ignore[attr-defined]
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def page(site: Running) -> Iterator[Page]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--host-resolver-rules=MAP *.example.be {site.address}"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        context = browser.new_context(
            base_url=f"https://{HOST}",
            locale="nl-BE",
            ignore_https_errors=True,
            viewport={"width": 1280, "height": 900},
        )
        yield context.new_page()
        browser.close()


def test_all_parts_are_well(site: Running):
    answer = site.get("/gezond/", "10.1.2.3")
    assert answer.status == 200, answer.text
    assert {"database", "cache", "storage", "tasks"} <= set(answer.text.replace('"', " ").split())


def test_an_editor_writes_publishes_and_residents_read_it_in_every_process(site: Running, page: Page, tmp_path: Path):
    for name in site.ports:
        assert TITLE not in site.ask_process(name, "/").text
        assert site.ask_process(name, "/").kept
    log_in(page, PASSWORD)
    page.goto(f"/admin/pages/add/dorpskrant/articlepage/{site.things['edition']}/")  # type: ignore[attr-defined]
    page.locator("[name=title]").fill(TITLE)
    choose_photo(page, make_photo(tmp_path))
    page.locator("[name=photo_alt]").fill("Een houten bank onder een kale linde")
    write_paragraph(page, "De bank is van eik en staat aan de zonkant.")
    see_preview(page)
    publish(page)
    for name in site.ports:
        answer = site.ask_process(name, "/")
        assert (TITLE in answer.text, answer.kept) == (True, False), f"{name} shows at once what was published"
        assert site.ask_process(name, "/").kept
    page.context.clear_cookies()
    page.goto("/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    photo = page.get_by_role("img", name="Een houten bank onder een kale linde")
    page.wait_for_function("image => image.complete && image.naturalWidth > 300", arg=photo.element_handle())


def test_the_paper_is_printed_with_its_photos(site: Running):
    answer = site.get("/dorpskrant/winter-2026/papier.pdf")
    until = time.monotonic() + 60
    while answer.status == 503 and time.monotonic() < until:
        time.sleep(1)
        answer = site.get("/dorpskrant/winter-2026/papier.pdf")
    assert answer.status == 200
    pages = PdfReader(io.BytesIO(answer.body)).pages
    assert "De eerste steen" in " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    assert any(len(sheet.images) for sheet in pages)


def test_a_recording_comes_in_ranges(site: Running):
    address = str(site.things["audio"])  # type: ignore[attr-defined]
    whole = site.get(address)
    part = site.get(address, Range="bytes=10-19")
    assert (whole.status, part.status) == (200, 206)
    assert part.body == whole.body[10:20]
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole.body)}"


def test_a_resident_searches_sends_something_in_and_subscribes(site: Running, page: Page, letters: Letters):
    page.goto("/zoeken/?q=steen")
    expect(page.get_by_role("link", name="De eerste steen").first).to_be_visible()
    page.goto("/inzenden/artikel/")
    page.locator("[name=title]").fill("Onze kat is terecht")
    page.locator("[name=text]").fill("Ze zat drie dagen in de schuur van de buren.")
    page.locator("[name=sender_name]").fill("An Wouters")
    page.locator("[name=sender_email]").fill("an@example.be")
    page.wait_for_timeout(4_000)  # who fills in a form within a moment is a machine
    page.locator("main form [type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("het is aangekomen")
    assert "Onze kat is terecht" in site.python(
        "from ingezonden.models import Submission; print(*Submission.objects.values_list('fields__title', flat=True))"
    )

    page.goto("/nieuwsbrief/")
    page.locator("[name=email]").fill("an@example.be")
    page.wait_for_timeout(4_000)
    page.locator("main form [type=submit]").last.click()
    wait_until(lambda: any("/nieuwsbrief/ja/" in _text(letter) for letter in letters.kept), what="the mail")


def _text(letter: Any) -> str:
    import email

    message = email.message_from_bytes(letter.content)
    parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
    return " ".join(part.decode("utf-8", "replace") for part in parts)


def test_a_process_that_is_killed_is_missed_by_nobody(site: Running):
    site.kill("web1")
    assert {site.get("/").status for _ in range(6)} == {200}
    site.start_process("web1", again=True)
    site.wait_for("web1")
    assert TITLE in site.ask_process("web1", "/").text


def test_nothing_went_wrong_unseen(site: Running):
    for name in ("web1", "web2", "worker"):
        assert "Traceback" not in site.log(name), site.log(name)[-3000:]
