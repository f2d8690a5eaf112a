"""Who is told of what became of their copy, in what language and in whose words."""

import pytest
from django.core import mail

from demo.factories import make_edition
from dorpskrant.models import ArticlePage, EditionPage
from ingezonden.models import Status, Submission
from tests.ingezonden.conftest import submission_of
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
Role = VillageRole.Role


def test_who_advertises_is_told_when_the_edition_appears(lindehoek, final_editor, django_capture_on_commit_callbacks):
    edition = make_edition(lindehoek)
    found = submission_of(lindehoek, "advertentie")
    Submission.objects.update(sender_email="jan@example.be")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    with django_capture_on_commit_callbacks(execute=True):
        EditionPage.objects.get(pk=edition.pk).get_latest_revision().publish()
    (sent,) = mail.outbox
    assert sent.to == ["jan@example.be"]
    assert "op papier" in sent.body


def test_the_sender_is_told_once_when_it_appears(lindehoek, final_editor, django_capture_on_commit_callbacks):
    edition = make_edition(lindehoek)
    found = submission_of(lindehoek, "artikel")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    assert mail.outbox == []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            ArticlePage.objects.get().get_latest_revision().publish()
    (sent,) = mail.outbox
    assert sent.to == ["an@example.be"]
    assert sent.from_email.startswith("Lindehoek <")
    assert "http://lindehoek.localhost/dorpskrant/winter-2026/" in sent.body
    assert "verschenen" in sent.subject


def test_who_sent_a_notice_for_paper_alone_is_told_so(lindehoek, final_editor, django_capture_on_commit_callbacks):
    edition = make_edition(lindehoek)
    found = submission_of(lindehoek, "familiebericht")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    with django_capture_on_commit_callbacks(execute=True):
        EditionPage.objects.get(pk=edition.pk).get_latest_revision().publish()
    (sent,) = mail.outbox
    assert "op papier" in sent.body
    assert "http" not in sent.body


def test_mail_speaks_the_language_of_the_form(lindehoek, final_editor, django_capture_on_commit_callbacks):
    edition = make_edition(lindehoek)
    found = submission_of(lindehoek, "artikel")
    Submission.objects.update(language="fr")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get().get_latest_revision().publish()
    assert "Bonjour An Wouters" in mail.outbox[0].body


def test_a_refusal_is_friendly_and_in_the_editors_words(lindehoek, final_editor):
    found = submission_of(lindehoek, "artikel")
    page = final_editor.get(f"/admin/ingezonden/{found.pk}/").content.decode()
    assert "Bedankt om" in page
    data = {"mail": "1", "text": "Dag An, deze keer lukt het niet."}
    final_editor.post(f"/admin/ingezonden/{found.pk}/weigeren/", data)
    found.refresh_from_db()
    assert found.status == Status.REFUSED
    assert mail.outbox[0].body == "Dag An, deze keer lukt het niet."
    other = submission_of(lindehoek, "artikel")
    final_editor.post(f"/admin/ingezonden/{other.pk}/weigeren/", {"text": "x"})
    assert len(mail.outbox) == 1
