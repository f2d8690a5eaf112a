"""How calendars are looked at again and again: what cannot be fetched, what did not change, one village at a time."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from agenda.incoming import running
from agenda.incoming.fetching import Fetched
from agenda.incoming.network import RefusedError
from agenda.incoming.running import look
from agenda.models import CalendarSource, EventPage, ImportedEvent
from demo.factories import agenda_of
from tests.agenda.taking_over import NOW, SERIES, page, take
from tests.agenda.test_reading import file, vevent
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["private", "unknown_host", "slow", "status", "too_large"])
def test_what_cannot_be_fetched_is_said_and_harms_nothing(source, monkeypatch, code):
    take(source, vevent(*SERIES))

    def refuse(*args):
        raise RefusedError(code)

    monkeypatch.setattr(running, "fetch", refuse)
    look(source, now=NOW)
    assert (source.outcome, source.report["error"]) == ("failed", code)
    assert len(source.result) > 20
    assert not page().cancelled


def test_an_error_of_ours_is_remembered_and_not_raised(source, monkeypatch):
    monkeypatch.setattr(running, "apply", lambda *args: 1 / 0)
    look(source, file(vevent(*SERIES)), NOW)
    assert source.report["error"] == "broken"


def test_the_next_look_asks_only_whether_something_changed(source, monkeypatch):
    asked = []

    def answer(url, etag, last_modified):
        asked.append((url, etag, last_modified))
        return Fetched(None, etag, last_modified) if etag else Fetched(file(vevent(*SERIES)), '"een"', "Mon")

    monkeypatch.setattr(running, "fetch", answer)
    call_command("import_calendars", stdout=StringIO())
    call_command("import_calendars", stdout=StringIO())
    assert asked == [(source.url, "", ""), (source.url, '"een"', "Mon")]
    source.refresh_from_db()
    assert source.outcome == "same"


def test_a_rule_that_became_a_list_is_read_again_after_a_week(source, monkeypatch):
    asked = []
    lines = ("DTSTART:20261130T200000", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")

    def answer(url, etag, last_modified):
        asked.append(etag)
        return Fetched(file(vevent(*lines)), '"een"', "")

    monkeypatch.setattr(running, "fetch", answer)
    for days in (0, 1, 8):
        look(source, now=NOW + dt.timedelta(days=days))
    assert asked == ["", '"een"', ""]


def test_one_village_at_a_time(source, zavelberg, monkeypatch):
    CalendarSource.objects.create(
        village=zavelberg, name="Turnkring", publish=True, place_name="Zaal", contact_name="Staf",
        contact_phone="0470 00 00 99", url="https://turnkring.example.be/",
    )  # fmt: skip
    monkeypatch.setattr(running, "fetch", lambda *args: Fetched(file(vevent(*SERIES))))
    out = StringIO()
    call_command("import_calendars", "--village", "zavelberg", stdout=out)
    assert out.getvalue() == "zavelberg: Turnkring: 1 nieuwe activiteit.\n"
    assert EventPage.objects.get().get_parent().pk == agenda_of(zavelberg).pk
    with scoped(source.village.scope()):
        assert list(CalendarSource.objects.all()) == [source]
        assert not ImportedEvent.objects.exists()
