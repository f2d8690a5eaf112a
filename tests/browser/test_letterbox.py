"""From the letterbox to the page, in a browser: a notice, a phone call, a subscription."""

import io
import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from demo.factories import make_edition, make_user
from dorpskrant.models import EditionPage
from dorpskrant.paper import Channel, edition_document
from ingezonden.models import Submission
from nieuwsbrief.models import Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings, send
from press.document import Layout
from press.typeset import render_edition
from tests.browser.routes.conftest import until
from villages.models import Village, VillageRole
from villages.scope import scoped

PASSWORD = "een-lang-wachtwoord"
Role = VillageRole.Role


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch):
    monkeypatch.setattr("ingezonden.stamps.MIN_SECONDS", 0)


def log_in(page: Page, village: Village, role: str) -> None:
    make_user(village, role, "rita", password=PASSWORD)
    page.goto("/admin/")
    page.locator("[name=username]").fill("rita")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/admin/")


def test_a_notice_for_paper_alone_is_on_paper_and_not_on_the_web(page: Page, village: Village):
    edition = make_edition(village)
    page.goto("/")
    page.get_by_role("link", name="Stuur iets in").first.click()
    page.get_by_role("link", name="Geboren, getrouwd, overleden", exact=True).click()
    page.get_by_label("Over wie gaat het?").fill("Yara Zwaluw")
    page.get_by_label("Een paar zinnen").fill("Ze heeft al veel haar.")
    page.get_by_label("Op papier, in de krant").check()
    until(page, """(localStorage["ingezonden:familiebericht"] ?? "").includes('"consent_paper":true')""")
    page.reload()  # the telephone rang; what was written is still there
    expect(page.get_by_label("Over wie gaat het?")).to_have_value("Yara Zwaluw")
    expect(page.get_by_label("Op papier, in de krant")).to_be_checked()
    page.get_by_label("Wie van de familie vindt dit goed?").fill("Lina, moeder")
    page.get_by_label("Je naam").fill("Lina")
    page.get_by_label("Je telefoonnummer").fill("0470 00 00 01")
    page.get_by_role("button", name="Stuur naar de redactie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    page.goto("/inzenden/familiebericht/")
    expect(page.get_by_label("Over wie gaat het?")).to_have_value("")

    log_in(page, village, Role.FINAL_EDITOR)
    page.get_by_role("link", name="1 ding in de inbox").click()
    page.get_by_role("link", name="Yara Zwaluw").click()
    page.get_by_label("In welke editie?").select_option(label="Winter 2026")
    page.get_by_role("button", name="Maak een familiebericht").click()
    page.wait_for_url(f"**/admin/pages/{edition.pk}/edit/")
    page.locator("footer [aria-label='Meer acties'], footer .w-dropdown button").first.click()
    page.locator("[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text("gepubliceerd")

    with scoped(village.scope()):
        document = edition_document(EditionPage.objects.get(pk=edition.pk), Channel.PAPER)
    pdf = render_edition(document, Layout()).pdf
    assert "Yara Zwaluw" in " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    page.context.clear_cookies()
    for url in ("/", "/dorpskrant/winter-2026/", "/zoeken/?q=Ze+heeft+al+veel+haar"):
        page.goto(url)
        expect(page.get_by_text("Yara Zwaluw")).to_have_count(0)


def test_an_editor_enters_what_came_by_phone(page: Page, village: Village):
    log_in(page, village, Role.EDITOR)
    page.get_by_role("link", name="Ingeven namens iemand").click()
    page.get_by_label("Titel").fill("Kip weggelopen")
    page.get_by_label("Tekst", exact=True).fill("Ze is bruin en luistert naar Mia.")
    page.get_by_label("Naam", exact=True).fill("Jos Maes")
    page.get_by_label("Hoe kwam het binnen?").select_option("phone")
    page.get_by_role("button", name="Zet het in de inbox").click()
    expect(page.locator(".messages")).to_contain_text("Ingegeven")
    found = Submission.objects.get()
    assert (found.title, found.how, found.sender_name) == ("Kip weggelopen", "phone", "Jos Maes")
    assert found.entered_by is not None
    assert found.entered_by.username == "rita"


def test_a_subscriber_confirms_receives_and_leaves(page: Page, village: Village):
    mail.outbox = []
    page.goto("/dorpskrant/")
    page.get_by_role("link", name="De krant en de agenda per e-mail").click()
    page.get_by_label("Je e-mailadres").fill("jo@example.be")
    page.get_by_role("button", name="Stuur mij de link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in je mailbox")
    page.goto(link_in(mail.outbox[0].body))
    page.get_by_role("button", name="Ja, stuur mij de mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent ingeschreven")

    edition = make_edition(village)
    with scoped(village.scope()):
        (mailing,) = plan_mailings(village, Mailing.Kind.EDITION, timezone.localdate(), edition.pk)
        send(mailing, village)
    letter = mail.outbox[1]
    assert letter.to == ["jo@example.be"]
    assert "Winter 2026" in letter.body
    page.goto(str(letter.extra_headers["List-Unsubscribe"]).strip("<>"))
    page.get_by_role("button", name="Ja, stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Er komt geen mail meer")
    assert not Subscriber.objects.exists()


def link_in(body: str) -> str:
    found = re.search(r"http\S+/nieuwsbrief/ja/\S+", body)
    assert found is not None
    return found[0]
