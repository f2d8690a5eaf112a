"""The screen where a final editor says which calendars the agenda takes over."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agenda import tasks
from agenda.incoming import running
from agenda.incoming.fetching import Fetched
from agenda.models import CalendarSource
from demo.factories import make_user
from tests.agenda.taking_over import ANSWERS, SCREEN, SERIES, page, take
from tests.agenda.test_reading import file, vevent
from villages.models import VillageRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(lindehoek, visit, monkeypatch):
    """A final editor; what waits for the end of a transaction is done at once, as the test's own never ends."""
    monkeypatch.setattr(tasks, "transaction", SimpleNamespace(on_commit=lambda work: work()))
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))


def test_a_file_is_read_as_soon_as_it_is_saved(client, lindehoek):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    upload = SimpleUploadedFile("kaarten.ics", file(vevent(f"DTSTART:{tomorrow:%Y%m%d}")), "text/calendar")
    response = client.post(f"{SCREEN}new/", {**ANSWERS, "file": upload}, follow=True)
    assert "1 nieuwe activiteit." in response.content.decode()
    assert page().live
    assert CalendarSource.objects.get().village == lindehoek
    assert "1 nieuwe activiteit." in client.get(SCREEN).content.decode()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/x.ics", "gesloten netwerk"),
        ("http://[::1]/x.ics", "gesloten netwerk"),
        ("file:///etc/passwd", "geen webadres"),
        ("https://example.be:8443/", "geen webadres"),
        ("", "Vul het adres"),
    ],
)
def test_an_address_that_will_not_do_is_said_in_words(client, url, words):
    response = client.post(f"{SCREEN}new/", {**ANSWERS, "url": url}, follow=True)
    assert response.status_code == 200
    assert words in response.content.decode()


def test_saving_looks_at_once_with_the_address_as_it_is_now(client, source, monkeypatch):
    asked = []

    def answer(url, etag, last_modified):
        asked.append((url, etag))
        return Fetched(file(vevent(*SERIES)), '"een"')

    monkeypatch.setattr(running, "fetch", answer)
    for url in ("https://oud.example.be/a.ics", "webcal://nieuw.example.be/a.ics"):
        page = client.post(f"{SCREEN}edit/{source.pk}/", {**ANSWERS, "url": url}, follow=True).content.decode()
    assert asked == [("https://oud.example.be/a.ics", ""), ("webcal://nieuw.example.be/a.ics", "")]
    assert "1 onveranderd." in page
    assert "Laatst bekeken" in page


def test_neither_another_village_nor_an_editor_reaches_a_source(source, zavelberg, visit):
    strange = visit(zavelberg, make_user(zavelberg, VillageRole.Role.ADMIN))
    for address in (f"edit/{source.pk}/", f"delete/{source.pk}/"):
        assert strange.get(f"{SCREEN}{address}").status_code == 404
    assert strange.post(f"{SCREEN}edit/{source.pk}/", ANSWERS).status_code == 404
    assert "Kaartclub" not in strange.get(SCREEN).content.decode()
    editor = visit(source.village, make_user(source.village))
    for address in ("", "new/", f"edit/{source.pk}/"):
        assert editor.get(f"{SCREEN}{address}").status_code == 302
    assert SCREEN not in editor.get("/admin/").content.decode()


def test_a_source_that_is_thrown_away_leaves_its_events(client, source):
    take(source, vevent(*SERIES))
    assert "blijven staan" in client.get(f"{SCREEN}delete/{source.pk}/").content.decode()
    client.post(f"{SCREEN}delete/{source.pk}/")
    assert not CalendarSource.objects.exists()
    assert page().live
