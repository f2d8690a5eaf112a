"""What the editor sees while she types: for who may edit there, and nobody else."""

import pytest

from agenda.models import EventPage
from demo.factories import agenda_of, make_user
from tests.agenda.test_event_form import answers, row

pytestmark = pytest.mark.django_db
URL = "/admin/agenda/when/"


def test_editor_reads_the_sentence_and_the_next_times_of_what_she_typed(lindehoek, visit):
    editor = visit(lindehoek, make_user(lindehoek))
    data = answers(start_date="2030-03-06") | row("changes", day="2030-03-20", status="cancelled")
    response = editor.post(f"{URL}?parent={agenda_of(lindehoek).pk}", data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Om de 2 weken op woensdag van 15 tot 17 uur" in html
    assert "woensdag 6 maart 2030, van 15 tot 17 uur" in html
    assert "<s>woensdag 20 maart 2030" in html
    assert not EventPage.objects.exists()


def test_editor_reads_what_is_wrong(lindehoek, visit):
    editor = visit(lindehoek, make_user(lindehoek))
    html = editor.post(f"{URL}?parent={agenda_of(lindehoek).pk}", answers(end_time="14:00")).content.decode()
    assert "agenda-when__problems" in html
    assert "agenda-when__sentence" not in html


def test_empty_form_is_answered_with_a_hint(lindehoek, visit):
    editor = visit(lindehoek, make_user(lindehoek))
    response = editor.post(f"{URL}?parent={agenda_of(lindehoek).pk}", {})
    assert response.status_code == 200


def test_preview_of_an_existing_event_saves_nothing(lindehoek, make_event, visit):
    event = make_event(lindehoek)
    editor = visit(lindehoek, make_user(lindehoek))
    response = editor.post(f"{URL}?page={event.pk}", answers(start_date="2030-03-06", title="Anders"))
    assert "6 maart 2030" in response.content.decode()
    event.refresh_from_db()
    assert (event.title, event.start_date.year) == ("Koffie van woensdag", 2026)


def test_neither_visitors_nor_other_villages_get_an_answer(lindehoek, zavelberg, make_event, visit):
    event = make_event(lindehoek)
    elsewhere = visit(zavelberg, make_user(zavelberg))
    assert elsewhere.post(f"{URL}?page={event.pk}", answers()).status_code == 404
    assert elsewhere.post(f"{URL}?parent={agenda_of(lindehoek).pk}", answers()).status_code == 404
    assert visit(lindehoek).post(f"{URL}?page={event.pk}", answers()).status_code == 302


def test_nonsense_in_the_address_is_not_found(lindehoek, visit):
    editor = visit(lindehoek, make_user(lindehoek))
    for query in ("", "?page=x", "?parent=999999", "?page=0"):
        assert editor.post(f"{URL}{query}", answers()).status_code == 404
    assert editor.get(URL).status_code == 405


def test_edit_page_shows_the_sentence_without_any_script(lindehoek, make_event, visit):
    event = make_event(lindehoek, frequency="weekly", interval=2)
    editor = visit(lindehoek, make_user(lindehoek))
    html = editor.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    assert "Om de 2 weken op woensdag van 15 tot 17 uur" in html
    assert f"{URL}?page={event.pk}" in html
    html = editor.get(f"/admin/pages/add/agenda/eventpage/{agenda_of(lindehoek).pk}/").content.decode()
    assert f"{URL}?parent={agenda_of(lindehoek).pk}" in html


def test_edit_page_of_a_changed_draft_tells_the_draft_not_what_was_published(lindehoek, make_event, visit):
    event = make_event(lindehoek, frequency="weekly", interval=2)
    event.frequency, event.interval = "monthly", 1
    event.save_revision()
    html = visit(lindehoek, make_user(lindehoek)).get(f"/admin/pages/{event.pk}/edit/").content.decode()
    assert "Elke maand op de vierde woensdag" in html
    assert "Om de 2 weken" not in html.split("agenda-when__sentence", 1)[1].split("</p>")[0]
