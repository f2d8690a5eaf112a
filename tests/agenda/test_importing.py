"""An association's calendar in the village's agenda: it comes, changes along, and leaves what an editor wrote alone."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from agenda.incoming.running import look
from agenda.models import CalendarSource, EventPage, Occurrence, OccurrenceChange, SeriesPause
from agenda.recurrence import BRUSSELS
from demo.factories import make_event
from tests.agenda.taking_over import SERIES, page, take
from tests.agenda.test_reading import vevent

pytestmark = pytest.mark.django_db
D, T = dt.date, dt.time


def edit(page, *, publish=True, **fields):
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish()


def shown(page):
    return list(Occurrence.objects.filter(event=page.pk).order_by("day").values_list("day", "status"))


def test_an_event_comes_in_with_its_times_and_what_the_source_adds(source, visit):
    report = take(source, vevent(*SERIES, "DESCRIPTION:Voor elk wat wils."))
    assert (report["created"], source.result) == (1, "1 nieuwe activiteit.")
    event = page()
    assert (event.live, event.place_name, event.address, event.category) == (True, "Zaal", "Dorp 1", "seniors")
    assert (event.contact_name, event.contact_phone) == ("Palmyre", "0470 00 00 23")
    assert (event.frequency, event.repeat_count, event.start_time) == ("weekly", 5, T(20))
    assert len(shown(event)) == 5
    assert "Kaarten" in visit(source.village).get("/agenda/").content.decode()


def test_drafts_wait_for_somebody_to_publish_them(source, visit):
    CalendarSource.objects.update(publish=False)
    source.refresh_from_db()
    take(source, vevent(*SERIES))
    assert not page().live
    assert "Kaarten" not in visit(source.village).get("/agenda/").content.decode()
    take(source, vevent(*SERIES, summary="Kaarten en taart"))
    assert page().get_latest_revision_as_object().title == "Kaarten en taart"
    page().get_latest_revision().publish()
    assert (page().title, len(shown(page()))) == ("Kaarten en taart", 5)


def test_a_second_look_changes_nothing(source):
    take(source, vevent(*SERIES))
    revisions = page().revisions.count()
    assert take(source, vevent(*SERIES))["unchanged"] == 1
    assert (EventPage.objects.count(), page().revisions.count()) == (1, revisions)


def test_a_changed_event_updates(source):
    take(source, vevent(*SERIES))
    moved = vevent(
        "RECURRENCE-ID:20261208T200000", "DTSTART:20261209T200000", "DTEND:20261209T220000", "LOCATION:Zaal\\, Dorp 1"
    )
    report = take(source, vevent(*SERIES, "DESCRIPTION:Nieuw.", summary="Kaarten!"), moved)
    assert report["updated"] == 1
    event = page()
    assert (event.title, event.description) == ("Kaarten!", "<p>Nieuw.</p>")
    assert shown(event)[1] == (D(2026, 12, 8), "moved")
    take(source, vevent(*SERIES))
    assert shown(page())[1] == (D(2026, 12, 8), "scheduled")


def test_a_vanished_event_is_called_off_and_comes_back(source):
    other = vevent("DTSTART:20261203T100000", uid="ander", summary="Ander")
    take(source, vevent(*SERIES), other)
    assert take(source, other)["cancelled"] == 1
    event = page()
    assert event.cancelled
    assert event.cancelled_note == "Ze staat niet meer in de agenda van Kaartclub."
    assert {status for _day, status in shown(event)} == {"cancelled"}
    assert take(source, other).get("cancelled", 0) == 0
    take(source, vevent(*SERIES), other)
    assert (page().cancelled, page().cancelled_note) == (False, "")


def test_what_is_over_is_not_called_off_when_it_vanishes(source):
    other = vevent("DTSTART:20261230T100000", uid="ander", summary="Ander")
    take(source, vevent("DTSTART:20261124T100000"), other)
    with_time = dt.datetime(2026, 11, 28, 9, tzinfo=BRUSSELS)
    take(source, other, now=with_time)
    assert not page().cancelled


def test_an_edit_made_here_is_not_overwritten_while_the_rest_follows(source):
    take(source, vevent(*SERIES, "DESCRIPTION:Oud."))
    edit(page(), title="Kaarten bij Palmyre", contact_name="Jef", price="1 euro")
    take(source, vevent(*SERIES, "DESCRIPTION:Nieuw.", summary="Whist"))
    event = page()
    assert (event.title, event.contact_name, event.price) == ("Kaarten bij Palmyre", "Jef", "1 euro")
    assert event.description == "<p>Nieuw.</p>"
    later = ("DTSTART:20261201T190000", "DTEND:20261201T210000", *SERIES[2:])
    take(source, vevent(*later))
    assert (page().start_time, page().title) == (T(19), "Kaarten bij Palmyre")


def test_an_editors_own_times_and_cancellations_stay(source):
    take(source, vevent(*SERIES))
    change = OccurrenceChange(day=D(2026, 12, 15), status="cancelled", note="De zaal is bezet.")
    edit(page(), changes=[change], pauses=[SeriesPause(first_day=D(2026, 12, 22), last_day=D(2026, 12, 22))])
    gone = vevent("RECURRENCE-ID:20261208T200000", "DTSTART:20261208T200000", "STATUS:CANCELLED")
    take(source, vevent("DTSTART:20261201T180000", *SERIES[2:]), gone)
    assert page().start_time == T(20)
    assert shown(page()) == [
        (D(2026, 12, 1), "scheduled"),
        (D(2026, 12, 8), "cancelled"),
        (D(2026, 12, 15), "cancelled"),
        (D(2026, 12, 29), "scheduled"),
    ]


def test_saving_in_the_editor_without_a_change_is_no_edit(source, visit):
    take(source, vevent(*SERIES, "DESCRIPTION:Een & twee.\\n\\nMet <b>vet</b>."))
    take(source, vevent(*SERIES, "DESCRIPTION:Een & twee.\\n\\nEn drie."))
    edit(page(), description='<p data-block-key="abcde">Een &amp; twee.</p><p data-block-key="fghij">En drie.</p>')
    take(source, vevent(*SERIES, "DESCRIPTION:Iets anders."))
    assert page().description == "<p>Iets anders.</p>"


def test_a_draft_that_somebody_works_on_keeps_her_words_and_the_site_is_told(source):
    take(source, vevent(*SERIES))
    edit(page(), publish=False, title="Kaarten, met soep")
    gone = vevent("RECURRENCE-ID:20261208T200000", "DTSTART:20261208T200000", "STATUS:CANCELLED")
    take(source, vevent(*SERIES), gone)
    event = page()
    assert (event.title, shown(event)[1][1]) == ("Kaarten", "cancelled")
    draft = event.get_latest_revision_as_object()
    assert (draft.title, draft.changes.count(), event.has_unpublished_changes) == ("Kaarten, met soep", 1, True)


def test_a_page_that_an_editor_threw_away_does_not_come_back(source):
    take(source, vevent(*SERIES))
    page().delete()
    take(source, vevent(*SERIES, summary="Kaarten!"))
    assert not EventPage.objects.exists()


def test_what_is_not_taken_is_named_and_the_rest_comes(source):
    take(source, vevent(*SERIES), vevent("DTSTART:20261202T100000", "RRULE:FREQ=HOURLY", uid="b", summary="Klok"))
    with translation.override("nl"):
        assert source.result == "1 nieuwe activiteit, 1 niet overgenomen."
        assert source.result_lines == ["Klok: komt elk uur of nog vaker terug; een agenda telt in dagen."]


def test_an_event_that_can_no_longer_be_read_stays_as_it_was(source):
    take(source, vevent(*SERIES))
    take(source, vevent(SERIES[0], "RRULE:FREQ=HOURLY"))
    assert not page().cancelled


def test_an_empty_calendar_calls_nothing_off(source):
    take(source, vevent(*SERIES))
    take(source)
    assert (source.outcome, source.report["error"]) == ("failed", "emptied")
    assert not page().cancelled


def test_our_own_events_by_way_of_somebodys_calendar_are_not_doubled(source, visit):
    make_event(source.village, title="Koffie", start_date=timezone.localdate() + dt.timedelta(days=3))
    own = visit(source.village).get("/agenda/agenda.ics").content
    look(source, own)
    assert (source.report.get("own"), EventPage.objects.count()) == (1, 1)


def test_our_own_calendar_goes_to_another_village_and_back_unchanged(lindehoek, zavelberg, source, visit):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    make_event(
        lindehoek, title="Koffie, taart; en meer", start_date=tomorrow, frequency="weekly", repeat_count=9, wheelchair=True,
        hearing_loop=True, bring_someone=True, price="2 euro", address="Dorp 1, Lindehoek", category="kids",
        contact_email="rita@example.be", description="<p>Met <b>taart</b>.</p><ul><li>een</li></ul>",
        changes=[
            OccurrenceChange(day=tomorrow, status="cancelled", note="De zaal is bezet."),
            OccurrenceChange(day=tomorrow + dt.timedelta(days=7), status="moved", new_day=tomorrow + dt.timedelta(days=9)),
            OccurrenceChange(day=tomorrow + dt.timedelta(days=14), status="scheduled", place="Café", note="Breng brood."),
        ],
        pauses=[SeriesPause(first_day=tomorrow + dt.timedelta(days=20), last_day=tomorrow + dt.timedelta(days=22))],
    )  # fmt: skip
    make_event(
        lindehoek,
        title="Kermis",
        start_date=tomorrow,
        end_date=tomorrow + dt.timedelta(days=2),
        start_time=None,
        end_time=None,
    )
    make_event(
        lindehoek,
        title="Eén keer",
        start_date=tomorrow,
        changes=[OccurrenceChange(day=tomorrow, status="scheduled", note="Kom vroeg.")],
    )
    there = CalendarSource.objects.create(
        village=zavelberg,
        name="Lindehoek",
        publish=True,
        place_name="X",
        contact_name="X",
        contact_phone="0470 00 00 99",
    )
    look(there, visit(lindehoek).get("/agenda/agenda.ics").content)
    assert there.report == {"created": 3, "skipped": []}

    def told(village):
        lines = visit(village).get("/agenda/agenda.ics").content.decode().replace("\r\n ", "").splitlines()
        own = ("UID:", "URL:", "DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:", "SOURCE", "X-WR-CALNAME", "NAME:")
        return sorted(line for line in lines if not line.startswith(own))

    assert told(zavelberg) == told(lindehoek)
