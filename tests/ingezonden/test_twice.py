"""Deciding twice on what came in: a second press, two editors at the same moment, a screen that was open for long."""

from smtplib import SMTPServerDisconnected

import pytest

from demo.factories import make_edition, make_notice, make_user
from dorpskrant.models import EditionPage, FamilyNotice
from ingezonden.models import Association, Kind, Status, Submission
from ingezonden.views import inbox
from tests.ingezonden.conftest import FILLED, stamp_of, submission_of
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
DECIDED = "Hierover is al beslist. Er is niets veranderd, en er is geen mail verstuurd."
REFUSAL = {"mail": "1", "text": "Deze keer niet."}


@pytest.fixture
def found(lindehoek):
    return submission_of(lindehoek, "artikel")


def test_a_second_refusal_mails_nobody_and_says_so(found, final_editor, mailoutbox):
    url = f"/admin/ingezonden/{found.pk}/weigeren/"
    final_editor.post(url, REFUSAL)
    assert DECIDED in final_editor.post(url, REFUSAL, follow=True).content.decode()
    assert len(mailoutbox) == 1


def test_of_two_refusals_at_the_same_moment_one_mails(found, final_editor, mailoutbox, monkeypatch):
    url, stock = f"/admin/ingezonden/{found.pk}/weigeren/", inbox.refuse

    def refuse(submission, user):
        monkeypatch.setattr(inbox, "refuse", stock)  # both have seen that nobody decided yet
        assert final_editor.post(url, REFUSAL).status_code == 302
        return stock(submission, user)

    monkeypatch.setattr(inbox, "refuse", refuse)
    assert DECIDED in final_editor.post(url, REFUSAL, follow=True).content.decode()
    assert len(mailoutbox) == 1


def test_a_refusal_whose_mail_cannot_leave_can_be_made_again(found, final_editor, mailoutbox, monkeypatch):
    def away(*args, **kwargs):
        raise SMTPServerDisconnected("geen server")

    url = f"/admin/ingezonden/{found.pk}/weigeren/"
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        assert "Er is niets veranderd" in final_editor.post(url, REFUSAL, follow=True).content.decode()
    before = (found.status, found.handled_at, found.handled_by, found.keep_until)
    found.refresh_from_db()
    assert (found.status, found.handled_at, found.handled_by, found.keep_until) == before
    final_editor.post(url, REFUSAL)
    found.refresh_from_db()
    assert (found.status, len(mailoutbox)) == (Status.REFUSED, 1)


def test_what_was_taken_meanwhile_is_not_refused(found, lindehoek, final_editor, mailoutbox):
    edition = make_edition(lindehoek)
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    answer = final_editor.post(f"/admin/ingezonden/{found.pk}/weigeren/", REFUSAL, follow=True)
    assert DECIDED in answer.content.decode()
    found.refresh_from_db()
    assert found.status == Status.TAKEN
    assert found.page is not None
    assert not mailoutbox


def test_a_refused_request_to_take_away_is_not_said_to_be_done(lindehoek, final_editor, visit):
    notice = make_notice(make_edition(lindehoek))
    data = {"sender_name": "Noor", "sender_phone": "0470 00 00 01", "stempel": stamp_of(lindehoek)}
    visit(lindehoek).post(f"/inzenden/weghalen/{notice.translation_key}/", data)
    found = Submission.objects.get(kind=Kind.REMOVAL)
    final_editor.post(f"/admin/ingezonden/{found.pk}/weigeren/")
    answer = final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", follow=True)
    assert DECIDED in answer.content.decode()
    assert FamilyNotice.objects.online().exists()


def test_a_letter_written_over_the_last_one_comes_in_too(lindehoek, visit):
    client = visit(lindehoek, make_user(lindehoek, VillageRole.Role.EDITOR))
    letter = {**FILLED["artikel"], "how": "letter", "token": "6f2d3a53-6e0b-4b3c-9d2c-6d6a1d1f8f11"}
    for title in ("Het feest", "Het feest", "De bank"):  # the second is a second press; the third came after going back
        assert client.post("/admin/ingezonden/namens/artikel/", {**letter, "title": title}).status_code == 302
    assert [found.title for found in Submission.objects.order_by("pk")] == ["Het feest", "De bank"]


def test_two_notices_that_are_taken_beside_each_other_are_both_in_the_draft(lindehoek, final_editor):
    edition = make_edition(lindehoek)
    for _ in range(2):
        found = submission_of(lindehoek, "familiebericht")
        final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    draft = EditionPage.objects.get(pk=edition.pk).get_latest_revision_as_object()
    assert draft.family_notices.count() == 2


def test_an_association_that_is_there_already_is_said_to_be(lindehoek, zavelberg, visit):
    client = visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))
    form = {"name": "KVLV", "email": "kvlv@example.be", "reminded": "on"}
    assert client.post("/admin/verenigingen/new/", form).status_code == 302
    again = client.post("/admin/verenigingen/new/", {**form, "name": "Ferm"})
    assert "KVLV staat al in de lijst met dit e-mailadres." in again.content.decode()
    assert 'value="Ferm"' in again.content.decode()
    other = Association.objects.create(site=lindehoek.site, name="OKRA", email="okra@example.be")
    changed = client.post(f"/admin/verenigingen/edit/{other.pk}/", {**form, "name": "OKRA"})
    assert "KVLV staat al in de lijst met dit e-mailadres." in changed.content.decode()
    neighbours = visit(zavelberg, make_user(zavelberg, VillageRole.Role.FINAL_EDITOR))
    assert neighbours.post("/admin/verenigingen/new/", form).status_code == 302
