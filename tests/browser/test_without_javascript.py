"""A resident's whole path with JavaScript switched off: nothing that matters waits for a script."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from demo.factories import (
    add_page,
    contact_page_of,
    make_article,
    make_audio,
    make_edition,
    make_event,
    make_notice,
    routes_of,
)
from dorpskrant.models import FamilyNotice
from fietsroutes.models import RoutePage, Stop
from ingezonden.models import Submission
from nieuwsbrief.models import Subscriber
from villages.models import Village

WRONG = {400, 403, 404, 500, 503}  # 422 asks to mend a form
TRACK: Path = settings.ROOT / "site" / "demo" / "content" / "lindehoek" / "track.gpx"


@pytest.fixture
def page(browser: Browser, village: Village) -> Iterator[Page]:
    """A phone whose owner runs no scripts; a page that is not there, or a request to elsewhere, fails the test."""
    context = browser.new_context(
        base_url=village.site.root_url,
        locale="nl-BE",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status in WRONG else None
    )
    own = f"//{village.site.hostname}:"
    page.on("request", lambda request: None if own in request.url else wrong.append(request.url))
    yield page
    context.close()
    assert [line for line in wrong if "data:" not in line[:8]] == []


@pytest.fixture
def full(village: Village) -> Village:
    """A village with everything that a resident comes for."""
    contact = contact_page_of(village)
    contact.contact_phone, contact.contact_hours = "0470 00 00 10", "woensdag van 9.30 tot 12 uur"
    contact.save_revision().publish()
    edition = make_edition(village)
    for title in ("De veilingklok loopt", "De linde krijgt een bank", "Tuba zoekt longen"):
        make_article(edition, title=title)
    make_notice(edition, kind=FamilyNotice.Kind.MARRIED, names="Lotte en Wout")
    make_event(village, title="Koffie in de zaal", start_date=timezone.localdate() + dt.timedelta(days=1))
    parent = routes_of(village)
    route = RoutePage(title="Van de linde tot de klok", slug="rond", intro="Zestien kilometer.")
    route.parent_page = parent
    route.put_gpx(TRACK.read_bytes(), "track.gpx")
    story = make_audio(village, "De linde")
    route.stops = [
        Stop(title="De linde", at_metres=0, audio=story, transcript="Hier stond een bank.", locale=parent.locale)
    ]
    add_page(parent, route)
    return village


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingezonden.stamps.MIN_SECONDS", 0)


def go(page: Page, name: str, *, within: str = "main") -> None:
    page.locator(within).get_by_role("link", name=name).first.click()


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_the_newspaper_is_read_from_the_front_page_to_the_family_notices(page: Page, full: Village):
    page.goto("/")
    expect(page.get_by_role("link", name="0470 00 00 10").first).to_be_visible()
    expect(page.get_by_text("woensdag van 9.30 tot 12 uur").first).to_be_visible()
    expect(page.locator("[data-comfort-open]")).to_be_hidden()  # a button that could do nothing
    go(page, "Heel Dorpskrant, Winter 2026")
    title(page, "Dorpskrant, Winter 2026")
    expect(page.get_by_role("heading", name="Lotte en Wout")).to_be_visible()
    go(page, "De veilingklok loopt")
    title(page, "De veilingklok loopt")
    expect(page.get_by_text("Artikel 1 van 3").first).to_be_visible()
    go(page, "Volgend artikel")
    title(page, "De linde krijgt een bank")
    go(page, "Volgend artikel")
    title(page, "Tuba zoekt longen")
    go(page, "Geboren, getrouwd, overleden")
    assert page.url.endswith("/winter-2026/#familie")
    for name, path in (
        ("Lees hem zoals op papier (pdf)", "papier.pdf"),
        ("In grote letters (pdf)", "grote-letters.pdf"),
    ):
        link = page.get_by_role("link", name=name)
        assert str(link.get_attribute("href")).endswith(path)


def test_the_agenda_leads_to_a_date_in_ones_own_calendar(page: Page, full: Village):
    page.goto("/")
    go(page, "Agenda", within=".menu")
    expect(page.get_by_role("link", name="Koffie in de zaal")).to_be_visible()
    go(page, "Bekijk")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    if tomorrow.month != timezone.localdate().month:
        page.locator(".months__link--next").click()
    go(page, "Koffie in de zaal")
    title(page, "Koffie in de zaal")
    with page.expect_download() as waiting:
        go(page, "Zet het in je eigen agenda")
    calendar = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert "SUMMARY:Koffie in de zaal" in calendar
    assert f"{tomorrow:%Y%m%d}T150000" in calendar


def test_a_route_is_read_and_heard(page: Page, full: Village):
    page.goto("/")
    go(page, "Fietsroutes", within=".menu")
    go(page, "Van de linde tot de klok")
    expect(page.locator("svg.route-drawing")).to_be_visible()
    player = page.locator("audio.route-stop__player")
    expect(player).to_be_visible()
    assert player.get_attribute("controls") is not None
    headers = {"host": full.site.hostname, "range": "bytes=0-99"}
    sound = Client(headers=headers).get(str(player.get_attribute("src")))
    assert (sound.status_code, sound.headers["Content-Length"]) == (206, "100")
    expect(page.get_by_text("Hier stond een bank.")).to_be_hidden()
    page.locator(".route-stop__summary").click()
    expect(page.get_by_text("Hier stond een bank.")).to_be_visible()


def test_search_finds_in_groups(page: Page, full: Village):
    page.goto("/")
    go(page, "Zoeken", within=".menu")
    page.get_by_label("Wat zoek je").fill("koffie")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()
    go(page, "Koffie in de zaal")
    title(page, "Koffie in de zaal")


def test_a_notice_is_sent_in_and_a_mistake_loses_nothing(page: Page, full: Village):
    page.goto("/")
    go(page, "Stuur iets in")
    page.get_by_role("link", name="Geboren, getrouwd, overleden", exact=True).click()
    page.get_by_label("Over wie gaat het?").fill("Yara Zwaluw")
    page.get_by_label("Op papier, in de krant").check()
    page.get_by_label("Wie van de familie vindt dit goed?").fill("Lina, moeder")
    page.get_by_role("button", name="Stuur naar de redactie").click()
    expect(page.get_by_role("alert")).to_contain_text("Er klopt nog iets niet")
    expect(page.get_by_label("Over wie gaat het?")).to_have_value("Yara Zwaluw")
    page.get_by_label("Je naam").fill("Lina")
    page.get_by_label("Je telefoonnummer").fill("0470 00 00 01")
    page.get_by_role("button", name="Stuur naar de redactie").click()
    title(page, "Bedankt")
    assert Submission.objects.get().title.endswith("Yara Zwaluw")


def test_a_resident_subscribes_to_the_mail(page: Page, full: Village):
    mail.outbox = []
    page.goto("/")
    go(page, "Per e-mail", within="footer")
    page.get_by_label("Je e-mailadres").fill("jo@example.be")
    page.get_by_role("button", name="Stuur mij de link").click()
    title(page, "Kijk in je mailbox")
    found = re.search(r"http\S+/nieuwsbrief/ja/\S+", str(mail.outbox[0].body))
    assert found
    page.goto(found[0])
    page.get_by_role("button", name="Ja, stuur mij de mail").click()
    title(page, "Je bent ingeschreven")
    assert Subscriber.objects.filter(email="jo@example.be").exists()
