"""A passkey is made and shown in a real browser, with an authenticator that Chromium plays."""

import re
from typing import Any

import pytest
from django_otp_webauthn.models import WebAuthnCredential
from playwright.sync_api import Page, expect

from demo.factories import make_user
from security import recovery
from villages.models import VillageRole

PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def authenticator(page: Page) -> Any:
    """Give the page a device with a fingerprint reader: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def log_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("els")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def test_a_passkey_is_made_and_lets_her_in(page: Page, village, authenticator, settings):
    settings.SECOND_STEP_REQUIRED = ["final_editor"]
    els = make_user(village, VillageRole.Role.FINAL_EDITOR, username="els", password=PASSWORD)
    log_in(page)
    expect(page.get_by_text("is een wachtwoord alleen niet genoeg")).to_be_visible()
    page.get_by_role("link", name="Een passkey maken").click()
    page.get_by_label("Een naam, om hem te herkennen").fill("laptop thuis")
    page.get_by_role("button", name="De passkey maken").click()
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()
    assert recovery.codes_left(els) == recovery.NUMBER
    device = WebAuthnCredential._base_manager.get(user=els)
    assert device.name == "laptop thuis"
    page.get_by_role("link", name="Ik heb ze opgeschreven").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))

    before = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["sessionid"]
    page.context.clear_cookies()
    log_in(page)
    expect(page).to_have_url(re.compile(r"/admin/tweede-stap/"))
    page.get_by_role("button", name="Je passkey gebruiken").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    assert {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["sessionid"] != before

    page.goto("/admin/account/tweede-stap/passkey/")
    page.get_by_role("button", name="De passkey maken").click()
    expect(page.get_by_text("Op dit toestel staat al een passkey van jou.")).to_be_visible()
    assert WebAuthnCredential._base_manager.filter(user=els).count() == 1


def test_a_device_that_does_not_know_her_does_not_let_in(page: Page, village, authenticator):
    els = make_user(village, VillageRole.Role.FINAL_EDITOR, username="els", password=PASSWORD)
    log_in(page)
    page.goto("/admin/account/tweede-stap/passkey/")
    page.get_by_role("button", name="De passkey maken").click()
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_visible()
    page.context.clear_cookies()
    session, number = authenticator
    session.send("WebAuthn.clearCredentials", {"authenticatorId": number})
    log_in(page)
    page.get_by_role("button", name="Je passkey gebruiken").click()
    expect(page.get_by_text("Dat lukte niet, of het werd afgebroken.")).to_be_visible()
    page.goto("/admin/")
    expect(page).to_have_url(re.compile(r"/admin/tweede-stap/"))
    page.get_by_label("Code").fill(recovery.new_codes(els)[0])
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
