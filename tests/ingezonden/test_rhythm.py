"""The rhythm of an edition: the first screen, the reminders, the list before printing."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demo.factories import (
    make_article,
    make_edition,
    make_event,
    make_image,
    make_notice,
    make_user,
    make_village,
    newspaper_of,
)
from dorpskrant.models import EditionPage
from ingezonden.models import Association, Reminder
from ingezonden.reminding import remind
from tests.ingezonden.conftest import submission_of
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
Role = VillageRole.Role


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def edition(lindehoek, today):
    for first in newspaper_of(lindehoek).get_children():  # the empty one that every village begins with
        first.delete()
    return make_edition(
        lindehoek, publication_date=today + dt.timedelta(days=20), copy_deadline=today + dt.timedelta(days=12)
    )


def test_the_first_screen_says_how_the_next_edition_stands(lindehoek, zavelberg, edition, visit):
    make_article(edition, photo=make_image(lindehoek), photo_alt="Een bank")
    make_notice(edition, names="Els Nergens", consent_paper=False, consent_web=False)
    submission_of(lindehoek, "artikel")
    submission_of(lindehoek, "familiebericht")
    screen = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR)).get("/admin/").content.decode()
    for words in (
        "Winter 2026",
        "nog 12 dagen",
        "1 artikel, 1 familiebericht",
        "2 dingen in de inbox",
        "1 familiebericht zonder toestemming",
        "Els Nergens",
        "Elke activiteit heeft een telefoonnummer",
    ):
        assert words in screen
    assert f"/admin/pages/{edition.pk}/edit/" in screen
    other = visit(zavelberg, make_user(zavelberg, Role.FINAL_EDITOR)).get("/admin/").content.decode()
    assert "Els Nergens" not in other
    assert "De inbox is leeg" in other


def test_an_editor_sees_no_inbox_on_the_first_screen(lindehoek, edition, visit):
    submission_of(lindehoek, "artikel")
    screen = visit(lindehoek, make_user(lindehoek, Role.EDITOR)).get("/admin/").content.decode()
    assert "in de inbox" not in screen
    assert "Ingeven namens" in screen


def test_the_first_screen_costs_the_same_with_much_in_it(lindehoek, edition, visit):
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/admin/").status_code == 200
        return len(caught)

    def fill() -> None:
        make_article(edition)
        make_event(lindehoek)
        submission_of(lindehoek, "artikel")

    fill()
    queries()
    few = queries()
    for _ in range(12):
        fill()
    assert queries() <= few + 2  # Wagtail's own panels list a few pages more


def test_a_translation_that_is_behind_is_named(visit):
    village = make_village("Molenkouter", languages=("nl", "fr"))
    edition = make_edition(village)
    article = make_article(edition, title="De bank")
    from wagtail.models import Locale

    copy = article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    copy.title = "Le banc"
    copy.save_revision().publish()
    client = visit(village, make_user(village, Role.FINAL_EDITOR))
    assert "Elke vertaling is bij" in client.get("/admin/").content.decode()
    article.refresh_from_db()
    article.save_revision().publish()
    assert "1 vertaling loopt achter" in client.get("/admin/").content.decode()


def test_associations_are_reminded_at_14_and_3_days_each_once(lindehoek, zavelberg, edition, today):
    Association.objects.create(site=lindehoek.site, name="KVLV", contact_name="Mia", email="kvlv@example.be")
    Association.objects.create(site=lindehoek.site, name="Fanfare", email="fanfare@example.be", language="fr")
    Association.objects.create(site=lindehoek.site, name="Stil", email="stil@example.be", reminded=False)
    Association.objects.create(site=zavelberg.site, name="Buren", email="buren@example.be")
    deadline = edition.copy_deadline
    with scoped(lindehoek.scope()):
        assert remind(lindehoek, deadline - dt.timedelta(days=15)) == 0
        assert remind(lindehoek, deadline - dt.timedelta(days=14)) == 2
        assert remind(lindehoek, deadline - dt.timedelta(days=13)) == 0
        assert remind(lindehoek, deadline - dt.timedelta(days=3)) == 2
        assert remind(lindehoek, deadline - dt.timedelta(days=1)) == 0
        assert remind(lindehoek, deadline + dt.timedelta(days=1)) == 0
    assert {to for sent in mail.outbox for to in sent.to} == {"kvlv@example.be", "fanfare@example.be"}
    by_address = {sent.to[0]: sent for sent in mail.outbox[:2]}
    assert "Dag Mia" in by_address["kvlv@example.be"].body
    assert "http://lindehoek.localhost/inzenden/" in by_address["kvlv@example.be"].body
    assert "Bonjour Fanfare" in by_address["fanfare@example.be"].body


def test_a_missed_day_is_made_up_for_and_a_failed_mail_is_tried_again(lindehoek, edition, monkeypatch, capsys):
    Association.objects.create(site=lindehoek.site, name="KVLV", email="kvlv@example.be")

    def away(self, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        call_command("remind_associations")
    assert not Reminder.objects.exists()
    call_command("remind_associations")  # 12 days left: the mail of 14 days, late
    call_command("remind_associations")
    assert len(mail.outbox) == 1
    assert Reminder.objects.get().days_before == 14


def test_final_editors_keep_the_list_of_associations(lindehoek, zavelberg, visit):
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))
    answer = client.post("/admin/verenigingen/new/", {"name": "KVLV", "email": "kvlv@example.be", "reminded": "on"})
    assert answer.status_code == 302
    found = Association.objects.get()
    assert found.site_id == lindehoek.pk
    assert "KVLV" in client.get("/admin/verenigingen/").content.decode()
    other = visit(zavelberg, make_user(zavelberg, Role.FINAL_EDITOR))
    assert "KVLV" not in other.get("/admin/verenigingen/").content.decode()
    assert other.get(f"/admin/verenigingen/edit/{found.pk}/").status_code == 404
    editor = visit(lindehoek, make_user(lindehoek, Role.EDITOR))
    assert editor.get("/admin/verenigingen/").status_code == 302


def test_the_list_before_printing_names_what_is_not_right_yet(lindehoek, zavelberg, edition, visit, settings, tmp_path):
    settings.VAR = tmp_path  # a shelf without papers
    article = make_article(edition, photo=make_image(lindehoek), photo_alt="Een bank")
    make_notice(edition, names="Mia Alleenweb", consent_paper=False)
    article.title = "De bank, herzien"
    article.save_revision()
    url = f"/admin/ingezonden/editie/{edition.pk}/"
    page = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR)).get(url).content.decode()
    for words in (
        "1 artikel is niet gepubliceerd",
        "1 familiebericht zonder toestemming voor papier",
        "1 foto zonder naam",
        "Het colofon is leeg",
        "De bladspiegel is nog nooit gemaakt",
    ):
        assert words in page
    assert visit(zavelberg, make_user(zavelberg, Role.FINAL_EDITOR)).get(url).status_code == 404
    assert visit(lindehoek, make_user(lindehoek, Role.EDITOR)).get(url).status_code == 302
    assert EditionPage.objects.filter(pk=edition.pk).exists()


def test_the_first_screen_leads_to_the_neighbours_and_the_menu_has_no_snippets(lindehoek, edition, visit):
    page = visit(lindehoek, make_user(lindehoek)).get("/admin/").content.decode()
    assert f"/admin/overnemen/{edition.pk}/" in page
    assert "/admin/snippets/" not in page
