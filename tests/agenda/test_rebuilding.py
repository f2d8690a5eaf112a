"""The table of occurrences follows what is published."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from agenda.models import CalendarStamp, Occurrence, OccurrenceChange, SeriesPause, SkippedDate
from agenda.rebuilding import horizon, rebuild
from agenda.recurrence import BRUSSELS
from demo.factories import agenda_of, home_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
D, T = dt.date, dt.time


def days(event):
    return list(Occurrence.objects.filter(event=event).order_by("starts_at").values_list("day", flat=True))


def test_publishing_makes_the_occurrences_of_a_series_without_its_skipped_and_paused_days(lindehoek, make_event):
    event = make_event(
        lindehoek,
        frequency="weekly",
        interval=2,
        repeat_until=D(2027, 2, 28),
        children={
            "skipped_dates": [SkippedDate(day=D(2026, 12, 23))],
            "pauses": [SeriesPause(first_day=D(2027, 1, 1), last_day=D(2027, 1, 31))],
        },
    )
    assert days(event) == [D(2026, 11, 25), D(2026, 12, 9), D(2027, 2, 3), D(2027, 2, 17)]


def test_cancelled_occurrence_stays_visible_as_cancelled(lindehoek, make_event):
    event = make_event(
        lindehoek,
        frequency="weekly",
        repeat_count=3,
        children={"changes": [OccurrenceChange(day=D(2026, 12, 2), status="cancelled", note="De zaal is bezet.")]},
    )
    cancelled = Occurrence.objects.get(event=event, day=D(2026, 12, 2))
    assert (cancelled.cancelled, cancelled.note) == (True, "De zaal is bezet.")
    assert Occurrence.objects.filter(event=event, status="scheduled").count() == 2


def test_moved_occurrence_keeps_its_length_and_leaves_the_series_alone(lindehoek, make_event):
    change = OccurrenceChange(day=D(2026, 12, 2), status="moved", new_day=D(2026, 12, 3), new_start_time=T(19, 30))
    event = make_event(lindehoek, frequency="weekly", repeat_count=3, children={"changes": [change]})
    moved = Occurrence.objects.get(event=event, status="moved")
    assert timezone.localtime(moved.starts_at).isoformat() == "2026-12-03T19:30:00+01:00"
    assert moved.ends_at - moved.starts_at == dt.timedelta(hours=2)
    assert days(event) == [D(2026, 11, 25), D(2026, 12, 2), D(2026, 12, 9)]


def test_event_that_is_called_off_altogether_has_only_cancelled_occurrences(lindehoek, make_event):
    event = make_event(lindehoek, frequency="weekly", repeat_count=3, cancelled=True, cancelled_note="Ilse is ziek.")
    assert set(Occurrence.objects.filter(event=event).values_list("status", "note")) == {("cancelled", "Ilse is ziek.")}


def test_draft_has_no_occurrences(lindehoek, make_event):
    assert days(make_event(lindehoek, publish=False)) == []


def test_unpublishing_and_deleting_take_the_occurrences_away(lindehoek, make_event):
    first, second = make_event(lindehoek, title="Een"), make_event(lindehoek, title="Twee")
    first.unpublish()
    assert days(first) == []
    second.delete()
    assert not Occurrence.objects.exists()


def test_publishing_again_replaces_the_occurrences(lindehoek, make_event):
    event = make_event(lindehoek, frequency="weekly", repeat_count=3)
    event.start_date = D(2026, 11, 26)
    event.save_revision().publish()
    assert days(event) == [D(2026, 11, 26), D(2026, 12, 3), D(2026, 12, 10)]


def test_change_of_a_draft_changes_nothing_until_it_is_published(lindehoek, make_event):
    event = make_event(lindehoek)
    event.start_date = D(2026, 12, 1)
    event.save_revision()
    assert days(event) == [D(2026, 11, 25)]


def test_occurrences_reach_two_years_ahead_and_no_further(lindehoek, make_event):
    event = make_event(lindehoek, frequency="daily")
    begin, end = horizon(NOW)
    rebuild(event, NOW)
    assert days(event)[-1] == (end - dt.timedelta(days=1)).date()
    assert (end - begin).days == 400 + 731


def test_command_rebuilds_what_was_lost(lindehoek, zavelberg, make_event):
    for village in (lindehoek, zavelberg):
        make_event(village, frequency="weekly", repeat_count=3)
    Occurrence.objects.all().delete()
    out = StringIO()
    call_command("rebuild_occurrences", stdout=out)
    assert Occurrence.objects.count() == 6
    assert out.getvalue().splitlines() == [f"{slug}: 1 events, 3 occurrences." for slug in ("lindehoek", "zavelberg")]


def test_upcoming_lists_one_village_only_soonest_first(lindehoek, zavelberg, make_event):
    make_event(lindehoek, title="Later", start_date=D(2026, 12, 24))
    make_event(lindehoek, title="Eerst")
    make_event(zavelberg, title="Elders")
    for place in (lindehoek.site, home_of(lindehoek), agenda_of(lindehoek)):
        found = Occurrence.objects.upcoming(place, NOW)
        assert [occurrence.event.title for occurrence in found] == ["Eerst", "Later"]


def test_upcoming_keeps_what_is_going_on_and_drops_what_has_ended(lindehoek, make_event):
    make_event(lindehoek, title="Met einde", start_time=T(15), end_time=T(17))
    make_event(lindehoek, title="Zonder einde", start_time=T(15), end_time=None)

    def titles(hour):
        now = dt.datetime(2026, 11, 25, hour, 30, tzinfo=BRUSSELS)
        return {occurrence.event.title for occurrence in Occurrence.objects.upcoming(lindehoek.site, now)}

    assert titles(16) == {"Met einde", "Zonder einde"}
    assert titles(17) == set()


def test_event_in_another_agenda_takes_its_occurrences_along(lindehoek, zavelberg, make_event):
    event = make_event(lindehoek)
    event.move(agenda_of(zavelberg), pos="last-child")
    assert not Occurrence.objects.in_village(lindehoek.site).exists()
    assert Occurrence.objects.in_village(zavelberg.site).count() == 1


def test_every_coming_and_going_marks_the_calendar_as_changed(lindehoek, make_event):
    event = make_event(lindehoek)
    stamp = CalendarStamp.objects.get(agenda=agenda_of(lindehoek))
    for act in (lambda: event.save_revision().publish(), event.unpublish, event.delete):
        before = stamp.changed_at
        act()
        stamp.refresh_from_db()
        assert stamp.changed_at > before


def test_deleting_an_agenda_takes_all_of_it_away(lindehoek, make_event):
    make_event(lindehoek)
    agenda_of(lindehoek).delete()
    assert not Occurrence.objects.exists()
    assert not CalendarStamp.objects.exists()
