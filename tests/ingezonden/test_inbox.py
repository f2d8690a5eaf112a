"""The inbox: who sees it, what becomes of copy, what is erased."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from agenda.models import EventPage
from core.models import VillageImage
from demo.factories import make_edition, make_notice, make_user
from dorpskrant.models import Advert, ArticlePage, EditionPage, FamilyNotice, PrintedEdition
from ingezonden.models import Kind, Status, Submission, SubmissionPhoto
from tests.ingezonden.conftest import FILLED, jpeg, stamp_of, submission_of
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
Role = VillageRole.Role


def test_final_editors_and_admins_see_what_came_in_and_editors_do_not(lindehoek, visit):
    found = submission_of(lindehoek, "artikel")
    for role in Role:
        client = visit(lindehoek, make_user(lindehoek, role))
        allowed = role != Role.EDITOR
        home = client.get("/admin/").content.decode()
        assert ("Inbox (1)" in home) is allowed
        for url in ("/admin/ingezonden/", f"/admin/ingezonden/{found.pk}/"):
            assert (client.get(url).status_code == 200) is allowed
        assert client.get("/admin/ingezonden/namens/artikel/").status_code == 200


def test_the_neighbours_inbox_does_not_exist(lindehoek, zavelberg, visit, send):
    send(lindehoek, "artikel", photos=[jpeg()])
    found, photo = Submission.objects.get(), SubmissionPhoto.objects.get()
    client = visit(zavelberg, make_user(zavelberg, Role.ADMIN))
    assert found.title not in client.get("/admin/ingezonden/").content.decode()
    for url in (f"/admin/ingezonden/{found.pk}/", f"/admin/ingezonden/foto/{photo.pk}/"):
        assert client.get(url).status_code == 404
    for action in ("overnemen", "weigeren"):
        assert client.post(f"/admin/ingezonden/{found.pk}/{action}/").status_code == 404
    found.refresh_from_db()
    assert found.status == Status.NEW
    own = visit(lindehoek, make_user(lindehoek, Role.ADMIN))
    assert own.get(f"/admin/ingezonden/foto/{photo.pk}/").headers["Content-Type"] == "image/jpeg"


def test_the_inbox_says_how_old_it_is_and_where_a_notice_may_appear(lindehoek, final_editor):
    found = submission_of(lindehoek, "familiebericht")
    Submission.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
    inbox = final_editor.get("/admin/ingezonden/").content.decode()
    assert "3 dagen geleden" in inbox
    assert "Mag verschijnen: op papier" in inbox
    page = final_editor.get(f"/admin/ingezonden/{found.pk}/").content.decode()
    assert "vrijdag 2 oktober 2026" in page
    assert "Op papier, in de krant" in page
    assert "Op deze site" not in page


def test_the_inbox_costs_the_same_for_one_and_for_thirty(lindehoek, final_editor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert final_editor.get("/admin/ingezonden/").status_code == 200
        return len(caught)

    submission_of(lindehoek, "artikel")
    queries()
    few = queries()
    for _ in range(29):
        submission_of(lindehoek, "artikel")
    assert queries() == few


def test_an_article_becomes_a_draft_in_the_chosen_edition_with_its_photos(lindehoek, send, final_editor):
    edition = make_edition(lindehoek)
    send(lindehoek, "artikel", photos=[jpeg("a.jpg"), jpeg("b.jpg")])
    found = Submission.objects.get()
    answer = final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    article = ArticlePage.objects.get()
    assert answer.headers["Location"] == f"/admin/pages/{article.pk}/edit/"
    assert final_editor.get(answer.headers["Location"]).status_code == 200
    assert not article.live
    assert article.get_parent().pk == edition.pk
    assert (article.title, article.byline) == (found.title, "An Wouters")
    assert "<p>Tweede &amp; laatste alinea.</p>" in article.body[0].value.source
    photos = VillageImage.objects.filter(collection=lindehoek.collection, credit="Jos Maes")
    assert article.photo in photos
    assert article.body[1].value["image"] in photos
    assert article.photo_alt == "De straat vol lichtjes"
    found.refresh_from_db()
    assert (found.status, found.page_id) == (Status.TAKEN, article.pk)
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    assert ArticlePage.objects.count() == 1  # taken twice is taken once


def test_a_notice_goes_into_the_draft_with_the_consent_as_given(lindehoek, final_editor):
    edition = make_edition(lindehoek)
    found = submission_of(lindehoek, "familiebericht")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk})
    assert not FamilyNotice.objects.exists()
    draft = EditionPage.objects.get(pk=edition.pk).get_latest_revision_as_object()
    notice = draft.family_notices.get()
    assert (notice.names, notice.date, notice.consent_paper, notice.consent_web) == (
        "Yara Haddad",
        dt.date(2026, 10, 2),
        True,
        False,
    )
    assert (notice.paper_agreed_by, notice.paper_agreed_how) == ("Lina Haddad, moeder", "form")
    assert notice.paper_agreed_on == timezone.localdate()


def test_a_portrait_that_came_in_is_public_only_with_its_notice(lindehoek, send, final_editor, visit):
    edition = make_edition(lindehoek)
    send(lindehoek, "familiebericht", photos=[jpeg("yara.jpg")])  # consent for paper alone
    final_editor.post(f"/admin/ingezonden/{Submission.objects.get().pk}/overnemen/", {"edition": edition.pk})
    url = VillageImage.objects.get(title="Yara Haddad").file.url
    assert visit(lindehoek).get(url).status_code == 404
    EditionPage.objects.get(pk=edition.pk).get_latest_revision().publish()
    assert FamilyNotice.objects.get().portrait is not None
    assert visit(lindehoek).get(url).status_code == 404
    assert final_editor.get(url).status_code == 200


def test_an_event_becomes_a_draft_in_the_agenda(lindehoek, final_editor):
    found = submission_of(lindehoek, "activiteit")
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/")
    event = EventPage.objects.get()
    assert not event.live
    assert (event.title, event.start_date, event.start_time) == (found.title, dt.date(2026, 12, 2), dt.time(15))
    assert event.contact_phone == "0470 00 00 12"
    assert "om de twee weken" in event.description


def test_an_advert_request_becomes_an_advert_in_the_chosen_edition(lindehoek, send, final_editor):
    edition = make_edition(lindehoek)
    send(lindehoek, "advertentie", text="Elke zondag pistolets. " * 30, photos=[jpeg("logo.jpg")])
    found = Submission.objects.get()
    assert 'name="edition"' in final_editor.get(f"/admin/ingezonden/{found.pk}/").content.decode()
    url = f"/admin/ingezonden/{found.pk}/overnemen/"
    assert final_editor.post(url).headers["Location"] == f"/admin/ingezonden/{found.pk}/"  # it asks for the edition
    assert not Advert.objects.exists()
    answer = final_editor.post(url, {"edition": edition.pk})
    advert = Advert.objects.get()
    assert answer.headers["Location"] == f"/admin/papier/{edition.pk}/advertenties/{advert.pk}/"
    page = final_editor.get(answer.headers["Location"]).content.decode()
    assert "gevraagd voor 2 edities" in page
    assert (advert.edition_id, advert.name, advert.size, advert.title) == (
        edition.pk,
        "Bakkerij Peeters",
        "1/4",
        "Bakkerij Peeters",
    )
    assert advert.text.startswith("Elke zondag pistolets.")
    assert len(advert.text) == 400
    advert.full_clean()
    assert VillageImage.objects.get(title="Bakkerij Peeters").collection == lindehoek.collection
    found.refresh_from_db()
    assert (found.status, found.advert) == (Status.TAKEN, advert)
    assert answer.headers["Location"] in final_editor.get(f"/admin/ingezonden/{found.pk}/").content.decode()
    final_editor.post(url, {"edition": edition.pk})
    assert Advert.objects.count() == 1
    advert.delete()
    assert final_editor.post(url, {"edition": edition.pk}).headers["Location"] == f"/admin/ingezonden/{found.pk}/"
    assert final_editor.get(f"/admin/ingezonden/{found.pk}/").status_code == 200


def test_an_advert_of_a_picture_alone_is_that_picture(lindehoek, send, final_editor):
    edition = make_edition(lindehoek)
    send(lindehoek, "advertentie", photos=[jpeg("af.jpg")])
    final_editor.post(f"/admin/ingezonden/{Submission.objects.get().pk}/overnemen/", {"edition": edition.pk})
    advert = Advert.objects.get()
    assert advert.image is not None
    assert advert.image_alt == "Bakkerij Peeters"
    advert.full_clean()


@pytest.mark.parametrize("kind", ["artikel", "familiebericht", "advertentie"])
def test_nothing_comes_into_an_edition_that_was_printed(kind, lindehoek, final_editor):
    edition = make_edition(lindehoek)
    PrintedEdition.objects.create(edition=edition)
    found = submission_of(lindehoek, kind)
    answer = final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/", {"edition": edition.pk}, follow=True)
    assert "Deze editie is gedrukt" in answer.content.decode()
    found.refresh_from_db()
    assert found.status == Status.NEW
    assert not Advert.objects.exists()
    assert not ArticlePage.objects.exists()


def test_a_request_to_take_away_is_done_at_once(lindehoek, final_editor, visit):
    notice = make_notice(make_edition(lindehoek))
    data = {"sender_name": "Noor", "sender_phone": "0470 00 00 01", "stempel": stamp_of(lindehoek)}
    visit(lindehoek).post(f"/inzenden/weghalen/{notice.translation_key}/", data)
    found = Submission.objects.get()
    assert "Noor Claes" in visit(lindehoek).get("/").content.decode()
    final_editor.post(f"/admin/ingezonden/{found.pk}/overnemen/")
    for url in ("/", "/dorpskrant/winter-2026/"):
        assert "Noor Claes" not in visit(lindehoek).get(url).content.decode()
    assert FamilyNotice.objects.on_paper().exists()


def test_an_editor_enters_what_came_by_phone(lindehoek, visit):
    editor = make_user(lindehoek, Role.EDITOR)
    client = visit(lindehoek, editor)
    data = {**FILLED["familiebericht"], "how": "phone", "sender_email": "", "sender_phone": ""}
    assert client.post("/admin/ingezonden/namens/familiebericht/", {**data, "how": ""}).status_code == 422
    assert client.post("/admin/ingezonden/namens/familiebericht/", data).status_code == 302
    found = Submission.objects.get()
    assert (found.how, found.entered_by, found.sender_name) == ("phone", editor, "Lina Haddad")


def test_personal_data_is_erased_90_days_after_it_was_decided_on(
    lindehoek, zavelberg, send, final_editor, capsys, caplog, django_capture_on_commit_callbacks
):
    send(lindehoek, "artikel", photos=[jpeg()])
    edition = make_edition(lindehoek, publication_date=timezone.localdate() + dt.timedelta(days=60))
    taken = submission_of(lindehoek, "artikel")
    final_editor.post(f"/admin/ingezonden/{taken.pk}/overnemen/", {"edition": edition.pk})
    old, photo = Submission.objects.get(status=Status.NEW), SubmissionPhoto.objects.get()
    storage, name = photo.file.storage, photo.file.name
    call_command("erase_old_copy")
    assert "lindehoek: 0" in capsys.readouterr().out
    Submission.objects.filter(pk=old.pk).update(keep_until=timezone.localdate() - dt.timedelta(days=1))
    with caplog.at_level("INFO", logger="ingezonden.retention"), django_capture_on_commit_callbacks(execute=True):
        call_command("erase_old_copy")
    assert "Erased the personal data of 1 submissions" in caplog.text
    assert "lindehoek: 1" in capsys.readouterr().out
    old.refresh_from_db()
    assert (old.fields, old.sender_name, old.sender_phone, old.sender_email) == ({}, "", "", "")
    assert not storage.exists(name)
    assert old.kind == Kind.ARTICLE
    taken.refresh_from_db()
    assert taken.sender_name  # its edition is still to come
    assert taken.keep_until == edition.publication_date + dt.timedelta(days=90)
    assert final_editor.get(f"/admin/ingezonden/{old.pk}/").status_code == 200
    assert Page.objects.filter(pk=taken.page_id).exists() or taken.page_id
