"""Looking at a calendar in the background: nobody waits, everybody sees how far it is, and what was stopped is done again."""

import datetime as dt
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone, translation

from agenda.incoming import running
from agenda.incoming.running import look
from agenda.models import CalendarSource, EventPage
from agenda.tasks import look_at_calendar
from demo.factories import make_user
from tests.agenda.taking_over import ANSWERS, SCREEN
from tests.agenda.test_reading import file, vevent
from villages.models import VillageRole
from villages.scope import NOTHING, scoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(lindehoek):
    return CalendarSource.objects.create(
        village=lindehoek,
        name="Kaartclub",
        place_name="De Veiling",
        contact_name="Palmyre",
        contact_phone="0470 00 00 23",
    )


@pytest.fixture
def client(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))


def calendar(number):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return file(*(vevent(f"DTSTART:{tomorrow:%Y%m%d}", uid=f"{n}@x") for n in range(number)))


def test_saving_answers_before_anything_is_read(client, django_capture_on_commit_callbacks, monkeypatch):
    upload = SimpleUploadedFile("kaarten.ics", calendar(3), "text/calendar")
    with django_capture_on_commit_callbacks() as later:
        html = client.post(f"{SCREEN}new/", {**ANSWERS, "file": upload}, follow=True).content.decode()
    assert not EventPage.objects.exists()
    assert "wordt zo dadelijk bekeken" in html
    source = CalendarSource.objects.get()
    assert f'data-agenda-looking="{SCREEN}{source.pk}/stand/"' in html
    for work in later:
        work()
    assert EventPage.objects.count() == 3
    source.refresh_from_db()
    assert (source.waiting_file, source.asked_at, source.looking_since) == (None, None, None)
    part = client.get(f"{SCREEN}{source.pk}/stand/").content.decode()
    assert "3 nieuwe activiteiten." in part
    assert "data-agenda-looking" not in part


def test_the_screen_says_how_many_events_are_done(source, client, monkeypatch):
    told = []
    whole = running.apply

    def apply(source, reading, agenda, now, tell):
        def listen(done, total):
            tell(done, total)
            told.append(client.get(f"{SCREEN}{source.pk}/stand/").content.decode())

        return whole(source, reading, agenda, now, listen)

    monkeypatch.setattr(running, "apply", apply)
    look(source, calendar(3))
    assert ["2 van de 3 activiteiten" in part for part in told] == [False, False, True]
    assert 'max="3" value="2"' in told[2]
    assert 'role="status"' in told[2]


def test_who_asks_while_it_is_looked_at_is_served_right_after(source, monkeypatch):
    whole = running.apply
    seen = []

    def apply(source, reading, *rest):
        if not seen:
            CalendarSource.objects.filter(pk=source.pk).update(asked_at=timezone.now(), waiting_file=calendar(4))
            look_at_calendar.enqueue(source.pk)  # somebody else: it is looked at already, so this does nothing
        seen.append(len(reading.events))
        return whole(source, reading, *rest)

    monkeypatch.setattr(running, "apply", apply)
    look(source, calendar(2))
    assert seen == [2, 4]
    source.refresh_from_db()
    assert source.waiting_file is None
    assert not source.is_looking


def test_what_was_stopped_says_so_and_is_done_by_the_hourly_command(source, client):
    long_ago = timezone.now() - dt.timedelta(minutes=11)
    CalendarSource.objects.filter(pk=source.pk).update(
        asked_at=long_ago, looking_since=long_ago, waiting_file=calendar(2), active=False
    )
    part = client.get(f"{SCREEN}{source.pk}/stand/").content.decode()
    assert "halverwege gestopt" in part
    assert "data-agenda-looking" not in part
    call_command("import_calendars", stdout=StringIO())
    assert EventPage.objects.count() == 2
    source.refresh_from_db()
    assert not source.was_stopped


def test_a_task_of_a_web_process_finds_the_villages_agenda(source):
    """It begins outside every village, where no row is to be seen."""
    CalendarSource.objects.filter(pk=source.pk).update(asked_at=timezone.now(), waiting_file=calendar(2))
    with scoped(NOTHING):
        look_at_calendar.enqueue(source.pk)
    assert EventPage.objects.count() == 2


def test_a_calendar_that_was_thrown_away_while_it_waited_harms_nobody(source):
    key = source.pk
    source.delete()
    look_at_calendar.enqueue(key)
    assert not EventPage.objects.exists()


def test_how_far_it_is_is_said_in_every_language(source):
    source.looking_since, source.events_total, source.events_done = timezone.now(), 40, 12
    for language, words in (
        ("nl", "12 van de 40"),
        ("fr", "12 activités sur 40"),
        ("de", "12 von 40"),
        ("en", "12 of 40"),
    ):
        with translation.override(language):
            assert words in source.result


def test_nobody_else_hears_how_far_it_is(source, zavelberg, visit):
    address = f"{SCREEN}{source.pk}/stand/"
    assert visit(zavelberg, make_user(zavelberg, VillageRole.Role.ADMIN)).get(address).status_code == 404
    assert visit(source.village, make_user(source.village)).get(address).status_code in (302, 403)
    assert visit(source.village).get(address).status_code == 302
