"""The editor's form: plain answers, and clear words where they contradict each other."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from agenda.models import EventPage, OccurrenceChange, SeriesPause
from demo.factories import agenda_of, make_user

pytestmark = pytest.mark.django_db
D, T = dt.date, dt.time

FORMSETS = ("changes", "skipped_dates", "extra_dates", "pauses", "comments")


def answers(**fields):
    """What a browser sends for a new event: coffee on Wednesday 25 November 2026, every two weeks."""
    data = {
        "title": "Koffie",
        "slug": "koffie",
        "category": "meeting",
        "start_date": "2026-11-25",
        "start_time": "15:00",
        "end_time": "17:00",
        "repeat": "weekly/2",
        "place_name": "De Veiling",
        "contact_name": "Ilse",
        "contact_phone": "0470 00 00 10",
        "description": "null",
    }
    for name in FORMSETS:
        data |= {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0", f"{name}-MIN_NUM_FORMS": "0"}
    return data | fields


def form_for(village, **fields):
    agenda = agenda_of(village)
    form_class = EventPage.get_edit_handler().get_form_class()
    event = EventPage(locale=agenda.locale)
    return form_class(answers(**fields), instance=event, parent_page=agenda, for_user=make_user(village))


def row(name, number=0, **fields):
    return {f"{name}-TOTAL_FORMS": str(number + 1)} | {f"{name}-{number}-{key}": value for key, value in fields.items()}


def test_how_often_becomes_frequency_and_interval(lindehoek):
    form = form_for(lindehoek)
    assert form.is_valid(), form.errors
    event = form.save(commit=False)
    assert (event.frequency, event.interval) == ("weekly", 2)
    with translation.override("nl"):
        assert event.sentence_of(event.known_rule).startswith("Om de 2 weken op woensdag van 15 tot 17 uur")


def test_weekdays_and_months_that_are_ticked_are_kept(lindehoek):
    form = form_for(lindehoek, weekdays=["2", "4"], months_off=["7", "8"])
    assert form.is_valid(), form.errors
    event = form.save(commit=False)
    assert (event.weekdays, event.months_off) == ("2,4", "7,8")


def test_repetition_that_is_not_in_the_list_stays_as_it_is(lindehoek, make_event):
    event = make_event(lindehoek, frequency="weekly", interval=6)
    form = EventPage.get_edit_handler().get_form_class()(instance=event, for_user=make_user(lindehoek))
    assert form["repeat"].value() == "weekly/6"
    assert "weekly/6" in dict(form.fields["repeat"].choices)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"end_time": "14:00"}, "end_time"),
        ({"start_time": "", "end_time": "14:00"}, "start_time"),
        ({"end_date": "2026-11-24"}, "end_date"),
        ({"repeat_until": "2026-11-01"}, "repeat_until"),
        ({"repeat_until": "2027-11-01", "repeat_count": "4"}, "repeat_count"),
        ({"repeat_count": "20000"}, "repeat_count"),
        ({"weekdays": ["0"]}, "start_date"),
        ({"repeat": "monthly/1", "month_positions": "1"}, "start_date"),
        ({"months_off": ["11"]}, "start_date"),
        ({"start_date": "0026-11-25"}, "start_date"),
        ({"contact_phone": ""}, "contact_phone"),
        ({"contact_phone": "bel Ilse"}, "contact_phone"),
        ({"repeat": "hourly/1"}, "repeat"),
        ({"weekdays": ["9"]}, "weekdays"),
    ],
)
def test_contradiction_is_told_at_the_field_that_has_to_change(lindehoek, fields, place):
    form = form_for(lindehoek, **fields)
    assert not form.is_valid()
    assert list(form.errors) == [place]


def test_event_past_midnight_needs_no_last_day(lindehoek):
    form = form_for(lindehoek, start_time="21:00", end_time="02:00", repeat="once/1")
    assert form.is_valid(), form.errors
    assert form.save(commit=False).known_rule.nights == 1


def test_list_of_dates_is_the_first_day_and_the_extra_dates(lindehoek):
    form = form_for(lindehoek, repeat="dates/1", **row("extra_dates", day="2026-12-05"))
    assert form.is_valid(), form.errors
    assert form.rule().days() == [D(2026, 11, 25), D(2026, 12, 5)]


def test_change_to_a_day_on_which_nothing_is_held_is_refused(lindehoek):
    change = row("changes", day="2030-12-01", status="cancelled")
    form = form_for(lindehoek, **change)
    assert not form.is_valid()
    assert "day" in form.formsets["changes"].errors[0]


def test_two_changes_to_one_day_are_refused(lindehoek):
    changes = row("changes", 0, day="2026-12-09", status="cancelled")
    form = form_for(lindehoek, **(changes | row("changes", 1, day="2026-12-09", status="scheduled", note="x")))
    assert not form.is_valid()
    assert "day" in form.formsets["changes"].errors[1]


def test_moved_to_nowhere_is_refused(lindehoek):
    form = form_for(lindehoek, **row("changes", day="2026-12-09", status="moved"))
    assert not form.is_valid()
    assert "new_day" in form.formsets["changes"].errors[0]


def test_pause_that_ends_before_it_begins_is_refused(lindehoek):
    form = form_for(lindehoek, **row("pauses", first_day="2027-08-31", last_day="2027-07-01"))
    assert not form.is_valid()
    assert "last_day" in form.formsets["pauses"].errors[0]


def test_number_list_holds_only_numbers_out_of_its_list(lindehoek):
    event = EventPage(title="x", weekdays="2,frieten")
    with pytest.raises(ValidationError) as refusal:
        event.clean_fields()
    assert "weekdays" in refusal.value.message_dict


def test_exceptions_of_a_draft_count_before_they_are_saved(lindehoek, make_event):
    event = make_event(lindehoek, publish=False, frequency="weekly", repeat_count=3)
    event.pauses.add(SeriesPause(first_day=D(2026, 12, 1), last_day=D(2026, 12, 5)))
    event.changes.add(OccurrenceChange(locale=event.locale, day=D(2026, 12, 9), status="cancelled"))
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    assert [(o.day, o.cancelled) for o in event.coming(now)] == [(D(2026, 11, 25), False), (D(2026, 12, 9), True)]


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("typed", ["2-12-2026", "02/12/2026", "2.12.2026", "2026-12-02"])
def test_dates_are_day_first_in_every_language_of_the_admin(lindehoek, language, typed):
    with translation.override(language):
        form = form_for(lindehoek, start_date=typed)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["start_date"] == D(2026, 12, 2)
        assert form.fields["start_date"].widget.format_value(D(2026, 12, 2)) == "02-12-2026"
