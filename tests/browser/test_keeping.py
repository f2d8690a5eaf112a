"""What somebody writes in a form stays on her device until it was sent, and not a moment longer."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from demo.factories import make_edition, make_notice
from ingezonden.models import Submission
from villages.models import Village

WRITTEN: dict[str, dict[str, Any]] = {
    "artikel": {
        "title": "Het feest",
        "text": "Eerste alinea.\n\nTweede.",
        "photo_credit": "Jos",
        "sender_name": "An",
        "sender_email": "an@example.be",
    },
    "familiebericht": {
        "notice_kind": "married",
        "names": "Yara en Bo",
        "date": "2026-10-02",
        "text": "Feest!",
        "consent_paper": True,
        "consent_web": False,
        "agreed_by": "Lina, moeder",
        "sender_name": "Lina",
        "sender_phone": "0470 00 00 01",
    },
    "activiteit": {
        "title": "Koffie",
        "date": "2026-12-02",
        "start_time": "15:00",
        "repeats": "elke week",
        "place": "De Linde",
        "contact_name": "Rita",
        "contact_phone": "0470 00 00 12",
        "sender_name": "Rita",
        "sender_phone": "0470 00 00 12",
    },
    "advertentie": {
        "business": "Bakkerij Peeters",
        "size": "1/2",
        "editions": "3",
        "text": "Elke zondag pistolets.",
        "sender_name": "Jan",
        "sender_phone": "0470 00 00 13",
    },
}


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch):
    monkeypatch.setattr("ingezonden.stamps.MIN_SECONDS", 0)


def write(page: Page, values: dict[str, Any]) -> None:
    for name, value in values.items():
        field = page.locator(f".copyform [name={name}]")
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def expect_written(page: Page, values: dict[str, Any]) -> None:
    for name, value in values.items():
        field = page.locator(f".copyform [name={name}]")
        if isinstance(value, bool):
            expect(field).to_be_checked(checked=value)
        else:
            expect(field).to_have_value(value)


def kept(page: Page) -> list[str]:
    """The names of what the device keeps that holds something."""
    return page.evaluate("Object.keys(localStorage).filter(name => localStorage[name])")


@pytest.mark.parametrize("kind", WRITTEN)
def test_who_leaves_and_comes_back_finds_what_she_wrote_until_it_is_sent(page: Page, village: Village, kind: str):
    address, values = f"/inzenden/{kind}/", WRITTEN[kind]
    page.goto(address)
    untouched = {
        name: page.locator(f".copyform [name={name}]").input_value()
        for name, value in values.items()
        if not isinstance(value, bool)
    }
    expect(page.locator("[data-kept]")).to_be_visible()
    write(page, values)
    page.goto("/agenda/")  # at once: the last keystroke counts
    page.goto(address)
    expect_written(page, values)
    page.close()
    page = page.context.new_page()  # the browser was closed, and opened the next day
    page.goto(address)
    expect_written(page, values)
    page.get_by_role("button", name="Stuur naar de redactie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    assert Submission.objects.count() == 1
    page.wait_for_load_state()  # the script that forgets comes after the words
    assert kept(page) == []
    page.goto(address)
    expect_written(page, untouched)


def test_what_the_editors_refuse_is_still_there_in_the_form_and_on_the_device(page: Page, village: Village):
    page = page.context.new_page()  # this one's console may say that a form was refused (422)
    page.goto("/inzenden/artikel/")
    write(page, {**WRITTEN["artikel"], "sender_email": ""})
    page.get_by_role("button", name="Stuur naar de redactie").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect_written(page, {"title": "Het feest", "text": "Eerste alinea.\n\nTweede."})
    page.goto("/inzenden/artikel/")
    expect_written(page, {"title": "Het feest", "text": "Eerste alinea.\n\nTweede."})
    assert not Submission.objects.exists()


def test_a_request_about_one_notice_does_not_show_in_the_form_of_another(page: Page, village: Village):
    edition = make_edition(village)
    first, second = make_notice(edition), make_notice(edition, names="Fons Maes")
    page.goto(f"/inzenden/weghalen/{first.translation_key}/")
    write(page, {"text": "Wij willen dit niet.", "sender_name": "Noor", "sender_phone": "0470 00 00 01"})
    page.goto(f"/inzenden/weghalen/{second.translation_key}/")
    expect_written(page, {"text": "", "sender_name": ""})
    page.goto(f"/inzenden/weghalen/{first.translation_key}/")
    expect_written(page, {"text": "Wij willen dit niet."})
    page.get_by_role("button", name="Stuur naar de redactie").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bedankt")
    assert kept(page) == []


def test_photos_and_the_hidden_box_are_not_kept(page: Page, village: Village):
    page.goto("/inzenden/artikel/")
    write(page, {"title": "Het feest"})
    page.goto("/")
    stored = page.evaluate("Object.values(localStorage).join()")
    assert "Het feest" in stored
    assert "stempel" not in stored
    assert "website" not in stored
    assert "photos" not in stored
