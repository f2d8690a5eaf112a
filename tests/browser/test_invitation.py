"""From an invitation to the editor's first screen, in a real browser, without JavaScript on the village's page."""

import re

from django.core import mail
from playwright.sync_api import Browser, Page, expect

from demo.factories import make_user
from villages.models import User, VillageRole

PASSWORD = "een-lang-wachtwoord"


def test_somebody_is_invited_and_comes_in(page: Page, browser: Browser, village):
    make_user(village, VillageRole.Role.ADMIN, username="els", password=PASSWORD)
    page.goto("/admin/login/")
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("els@example.be")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.goto("/admin/users/")
    page.get_by_role("link", name="Nodig iemand uit").first.click()
    page.get_by_label("E-mailadres").fill("rita@example.be")
    page.get_by_label("Naam").fill("Rita Claes")
    page.get_by_label("eindredacteur").check()
    page.get_by_role("button", name="Verstuur de uitnodiging").click()
    expect(page.get_by_text("De uitnodiging voor rita@example.be is verstuurd.")).to_be_visible()

    address = re.search(r"http://\S+/uitnodiging/\S+", mail.outbox[0].body)[0]
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    guest = plain.new_page()
    guest.goto(address)
    assert guest.evaluate("document.documentElement.scrollWidth") <= 320
    expect(guest.get_by_label("Voornaam")).to_have_value("Rita")
    guest.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    guest.get_by_label("Nog eens hetzelfde wachtwoord").fill("anders")
    guest.get_by_role("button", name="Beginnen").click()
    expect(guest.get_by_text("De twee wachtwoorden zijn niet gelijk.")).to_be_visible()
    expect(guest.get_by_label("Familienaam")).to_have_value("Claes")
    guest.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    guest.get_by_label("Nog eens hetzelfde wachtwoord").fill(PASSWORD)
    guest.get_by_label("Nog eens hetzelfde wachtwoord").press("Enter")
    expect(guest.get_by_text("Welkom, Rita!")).to_be_visible()
    assert guest.url.endswith("/admin/")
    plain.close()
    assert User.objects.get(email="rita@example.be").groups.get().village_role.role == "final_editor"
