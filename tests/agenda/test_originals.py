"""What is called off in the original is called off in its translations, at once."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from agenda.models import EventPage, ExtraDate, Occurrence, OccurrenceChange, SeriesPause
from demo.factories import add_page, agenda_of, make_event, make_user, make_village
from villages.models import Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture(scope="module")
def molenkouter(module_db):
    return make_village("Molenkouter", languages=["nl", "fr"]).pk


@pytest.fixture
def village(molenkouter, db):
    village = Village.objects.get(pk=molenkouter)
    with scoped(village.scope()):
        yield village


@pytest.fixture(params=["translated", "copied", "alias"])
def pair(request, village, django_capture_on_commit_callbacks):
    """A weekly event and its French page, made in the three ways that an editor can make one."""
    event = make_event(village, title="Koffie", start_date=TOMORROW, frequency="weekly", repeat_count=6)
    french = Locale.objects.get(language_code="fr")
    with django_capture_on_commit_callbacks(execute=True):
        if request.param == "translated":
            translate_object(event, [french])
            Translation.objects.get(target_locale=french, source__object_id=event.translation_key).save_target(
                publish=True
            )
        else:
            copy = event.copy_for_translation(french, copy_parents=True, alias=request.param == "alias")
            if request.param == "copied":
                copy.title = "Café"
                copy.save_revision().publish()
    return event, EventPage.objects.get(translation_key=event.translation_key, locale=french)


def publish(event, **relations):
    event = EventPage.objects.get(pk=event.pk)
    for name, value in relations.items():
        setattr(event, name, value)
    event.save_revision().publish()


def french_times(pair):
    return Occurrence.objects.filter(event=pair[1]).order_by("day")


def test_a_date_that_is_called_off_is_so_in_french_at_once(village, pair, visit):
    publish(pair[0], changes=[OccurrenceChange(day=TOMORROW, status="cancelled", note="De zaal is bezet.")])
    assert [o.status for o in french_times(pair)][:2] == ["cancelled", "scheduled"]
    page = visit(village).get("/fr/agenda/").content.decode()
    assert "Annulé" in page
    assert "De zaal is bezet." in page
    calendar = visit(village).get("/fr/agenda/agenda.ics").content.decode()
    assert "STATUS:CANCELLED" in calendar


def test_a_moved_date_an_extra_date_and_a_pause_reach_the_translation(pair):
    week = dt.timedelta(days=7)
    publish(
        pair[0],
        changes=[OccurrenceChange(day=TOMORROW, status="moved", new_day=TOMORROW + dt.timedelta(days=2))],
        extra_dates=[ExtraDate(day=TOMORROW + dt.timedelta(days=3))],
        pauses=[SeriesPause(first_day=TOMORROW + week, last_day=TOMORROW + 2 * week)],
    )
    assert [(o.local_day - TOMORROW).days for o in french_times(pair).order_by("starts_at")] == [2, 3, 21, 28, 35]


def test_another_hour_and_everything_called_off_reach_the_translation(pair):
    publish(pair[0], start_time=dt.time(10), end_time=dt.time(11), cancelled=True, cancelled_note="Te weinig volk.")
    first = french_times(pair)[0]
    assert timezone.localtime(first.starts_at).hour == 10
    assert (first.status, first.note) == ("cancelled", "Te weinig volk.")
    publish(pair[0], cancelled=False, cancelled_note="")
    assert (french_times(pair)[0].status, french_times(pair)[0].note) == ("scheduled", "")


def test_a_translated_note_stays_until_the_original_says_something_else(village):
    event = make_event(village, title="Koffie", start_date=TOMORROW, frequency="weekly", repeat_count=6)
    french = event.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.save_revision().publish()
    publish(event, changes=[OccurrenceChange(day=TOMORROW, status="cancelled", note="De zaal is bezet.")])
    shown = french_times((event, french))
    assert (shown[0].note, shown[0].words_language) == ("De zaal is bezet.", "nl")

    page = EventPage.objects.get(pk=french.pk)
    change = page.changes.get()
    change.note = "La salle est prise."
    publish(page, changes=[change])
    assert (shown[0].note, shown[0].words_language) == ("La salle est prise.", "")
    publish(event, price="2 euro")
    assert shown[0].note == "La salle est prise."
    change = EventPage.objects.get(pk=event.pk).changes.get()
    change.note = "De zaal is vrij, de bakker is ziek."
    publish(event, changes=[change])
    assert (shown[0].note, shown[0].words_language) == ("De zaal is vrij, de bakker is ziek.", "nl")


def test_the_translations_own_words_are_left_alone(village):
    event = make_event(village, title="Koffie", start_date=TOMORROW)
    french = event.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title, french.description, french.contact_name = "Café", "<p>Du café.</p>", "Luc"
    french.save_revision().publish()
    publish(event, title="Koffie en taart", start_time=dt.time(9), end_time=None, contact_name="Rita")
    french = EventPage.objects.get(pk=french.pk)
    assert (french.title, french.description, french.contact_name) == ("Café", "<p>Du café.</p>", "Luc")
    assert (french.start_time, french.end_time) == (dt.time(9), None)


def test_a_translation_that_was_published_with_older_times_takes_those_of_now(village):
    event = make_event(village, title="Koffie", start_date=TOMORROW)
    french = event.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    revision = french.save_revision()
    revision.publish()
    publish(event, start_time=dt.time(9))
    revision.publish()
    assert timezone.localtime(french_times((event, french))[0].starts_at).hour == 9


def test_an_event_written_in_french_leads_its_dutch_translation(village, django_capture_on_commit_callbacks):
    french = add_page(agenda_of(village, "fr"), _french_event())
    dutch = Locale.objects.get(language_code="nl")
    translate_object(french, [dutch])
    with django_capture_on_commit_callbacks(execute=True):
        Translation.objects.get(target_locale=dutch).save_target(publish=True)
    publish(french, start_time=dt.time(9))
    translated = EventPage.objects.get(translation_key=french.translation_key, locale=dutch)
    assert (translated.start_time, EventPage.objects.get(pk=french.pk).start_time) == (dt.time(9), dt.time(9))


def test_an_event_in_one_language_only_is_its_own(village):
    french = add_page(agenda_of(village, "fr"), _french_event())
    publish(french, start_time=dt.time(9))
    assert timezone.localtime(Occurrence.objects.get(event=french).starts_at).hour == 9


def test_the_form_of_a_translation_leads_to_the_original_instead_of_asking_again(village, visit):
    event = make_event(village, title="Koffie in het Nederlands", start_date=TOMORROW)
    french = event.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.save_revision().publish()
    client = visit(village, make_user(village))
    form = client.get(f"/admin/pages/{french.pk}/edit/")
    page = form.content.decode()
    assert 'name="start_date"' not in page
    assert "changes-TOTAL_FORMS" not in page
    assert f"/admin/pages/{event.pk}/edit/" in page
    assert 'name="start_date"' in client.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    sentence = client.post(f"/admin/agenda/when/?page={french.pk}", {"title": "Café"}).content.decode()
    assert "van 15 tot 17 uur" in sentence


def _french_event():
    return EventPage(
        title="Pétanque",
        start_date=TOMORROW,
        start_time=dt.time(15),
        place_name="Place",
        contact_name="Luc",
        contact_phone="0470 00 00 12",
    )
