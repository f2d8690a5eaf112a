"""Handing over and leaving: nothing that was written is lost, and the village is never without an admin."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, Revision

from demo.factories import home_of, make_article, make_edition, make_image, make_user
from villages.access import close_account, keep_an_admin, lasting_admins
from villages.inviting import accept
from villages.models import Invitation, User, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
ADMIN = VillageRole.Role.ADMIN


@pytest.fixture
def els(lindehoek):
    return make_user(
        lindehoek, ADMIN, username="els", first_name="Els", last_name="Maes", password="een-lang-wachtwoord"
    )


def edit_form(user, **changes):
    roles = [str(group.pk) for group in user.groups.all()]
    fields = {name: getattr(user, name) for name in ("username", "first_name", "last_name", "email")}
    return {**fields, "groups": roles, "access_until": "", "password1": "", "password2": "", **changes}


def page_of(user, what=""):
    return f"/admin/users/edit/{user.pk}/" if not what else f"/admin/users/{what}/{user.pk}/"


def test_an_admin_hands_over_to_somebody_new(lindehoek, els, visit):
    last_day = timezone.localdate() + dt.timedelta(days=20)
    client = visit(lindehoek, els)
    assert client.get("/admin/uitnodigingen/doorgeven/").status_code == 200
    form = {"leaver": els.pk, "last_day": last_day.isoformat(), "email": "rita@example.be", "name": "Rita"}
    assert client.post("/admin/uitnodigingen/doorgeven/", form).status_code == 302
    els.refresh_from_db()
    assert els.access_until is None  # not before the successor is in
    assert mail.outbox[0].to == ["rita@example.be"]
    rita = accept(Invitation.objects.get(), first_name="Rita", last_name="Claes", password="x" * 12)
    els.refresh_from_db()
    assert els.access_until == last_day
    assert lasting_admins(lindehoek).get() == rita


def test_who_accepts_late_ends_the_leavers_access_that_day(lindehoek, els, visit):
    form = {"leaver": els.pk, "last_day": timezone.localdate().isoformat(), "email": "rita@example.be"}
    visit(lindehoek, els).post("/admin/uitnodigingen/doorgeven/", form)
    Invitation.objects.update(leaver_until=dt.date(2020, 1, 1))
    accept(Invitation.objects.get(), first_name="Rita", last_name="Claes", password="x" * 12)
    els.refresh_from_db()
    assert els.access_until == timezone.localdate()


def test_a_colleague_takes_over_at_once(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef")
    last_day = timezone.localdate() + dt.timedelta(days=3)
    form = {"leaver": els.pk, "last_day": last_day.isoformat(), "email": "JEF@example.be"}
    assert visit(lindehoek, els).post("/admin/uitnodigingen/doorgeven/", form).status_code == 302
    els.refresh_from_db()
    assert els.access_until == last_day
    assert lasting_admins(lindehoek).get() == jef
    assert not mail.outbox


@pytest.mark.parametrize(
    "answers", [{"last_day": "2020-01-01"}, {"email": "els@example.be"}, {"leaver": "0"}, {"email": "geen adres"}]
)
def test_a_wrong_answer_hands_nothing_over(lindehoek, zavelberg, els, visit, answers):
    stranger = make_user(zavelberg, ADMIN)
    form = {"leaver": els.pk, "last_day": "2099-01-01", "email": "rita@example.be", **answers}
    client = visit(lindehoek, els)
    assert client.post("/admin/uitnodigingen/doorgeven/", form).status_code == 200
    assert client.post("/admin/uitnodigingen/doorgeven/", {**form, "leaver": stranger.pk}).status_code == 200
    assert not Invitation.objects.exists()


def test_an_end_date_can_be_set_and_is_kept(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef")
    client = visit(lindehoek, els)
    client.post(page_of(jef), edit_form(jef, access_until="2099-05-01"))
    jef.refresh_from_db()
    assert jef.access_until == dt.date(2099, 5, 1)
    assert 'value="2099-05-01"' in client.get(page_of(jef)).content.decode()
    client.post(page_of(jef), edit_form(jef, first_name="Jozef", access_until="2099-05-01"))
    jef.refresh_from_db()
    assert (jef.first_name, jef.access_until) == ("Jozef", dt.date(2099, 5, 1))
    assert "tot en met 01/05/2099" in client.get("/admin/users/").content.decode()


@pytest.mark.parametrize("changes", [{"access_until": "2099-01-01"}, {"groups": ["editor"]}])
def test_the_last_admin_cannot_lock_the_village_out(lindehoek, els, visit, changes):
    make_user(lindehoek, "editor", username="jef")
    make_user(lindehoek, ADMIN, username="oud", access_until=dt.date(2099, 1, 1))  # will be gone one day
    if "groups" in changes:
        changes = {"groups": [str(lindehoek.roles.get(role="editor").group_id)]}
    page = visit(lindehoek, els).post(page_of(els), edit_form(els, **changes))
    assert "Els Maes is de laatste beheerder" in page.content.decode()
    assert lasting_admins(lindehoek).get() == els


def test_with_a_second_admin_the_first_may_go(lindehoek, els, visit):
    make_user(lindehoek, ADMIN, username="rita")
    assert visit(lindehoek, els).post(page_of(els), edit_form(els, access_until="2099-01-01")).status_code == 302
    els.refresh_from_db()
    assert els.access_until == dt.date(2099, 1, 1)


def test_the_last_admins_account_cannot_be_closed(lindehoek, els, visit):
    with pytest.raises(ValidationError):
        close_account(els, lindehoek)
    with pytest.raises(ValidationError):
        keep_an_admin(lindehoek, els)
    els.refresh_from_db()
    assert els.is_active


def test_who_leaves_leaves_her_writing(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef", first_name="Jef", last_name="Wouters")
    article = make_article(make_edition(lindehoek), title="Van Jef", owner=jef)
    article.save_revision(user=jef, log_action=True)
    Comment.objects.create(page=article, user=jef, text="Klopt dit?", contentpath="title")
    photo = make_image(lindehoek, uploaded_by_user=jef)
    client = visit(lindehoek, els)
    assert "blijven staan" in client.get(page_of(jef, "delete")).content.decode()
    assert client.post(page_of(jef, "delete")).status_code == 302
    article.refresh_from_db()
    jef.refresh_from_db()
    assert article.live
    assert article.owner.get_full_name() == "Jef Wouters"
    assert Revision.objects.filter(user=jef).exists()
    assert PageLogEntry.objects.filter(user=jef).exists()
    assert Comment.objects.get().text == "Klopt dit?"
    photo.refresh_from_db()
    assert (jef.email, jef.is_active, jef.has_usable_password()) == ("", False, False)
    assert "Wouters" not in client.get("/admin/users/").content.decode()
    assert visit(lindehoek, jef).get("/admin/").status_code == 302
    make_user(lindehoek, "editor", username="jef", email="jef@example.be")  # name and address are free again


def test_who_wants_to_be_forgotten_is(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef", first_name="Jef", last_name="Wouters")
    article = make_article(make_edition(lindehoek), owner=jef)
    visit(lindehoek, els).post(page_of(jef, "delete"), {"forget_name": "on"})
    article.refresh_from_db()
    assert article.owner.get_full_name() == "Vroegere medewerker"


def test_several_people_at_once_are_refused(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef")
    make_user(lindehoek, ADMIN, username="rita")
    client = visit(lindehoek, els)
    for action, data in (("delete", {}), ("set_active_state", {"mark_as_active": "False"})):
        response = client.post(f"/admin/bulk/villages/user/{action}/?id={jef.pk}", data, follow=True)
        assert "één voor één" in response.content.decode()
    assert User.objects.filter(pk=jef.pk, is_active=True).exists()


def test_an_admin_makes_no_superuser(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef")
    client = visit(lindehoek, els)
    client.post(page_of(jef), edit_form(jef, is_superuser="on"))
    new = {**edit_form(jef), "username": "nieuw", "email": "nieuw@example.be", "is_superuser": "on"}
    client.post("/admin/users/new/", {**new, "password1": "een-lang-wachtwoord", "password2": "een-lang-wachtwoord"})
    assert User.objects.filter(username="nieuw").exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_admin_cannot_touch_another_village(lindehoek, zavelberg, els, visit):
    jef = make_user(zavelberg, "editor", username="jef")
    client = visit(lindehoek, els)
    for what in ("", "delete"):
        assert client.get(page_of(jef, what)).status_code in (302, 404)
        assert client.post(page_of(jef, what), edit_form(jef)).status_code in (302, 404)
    groups = [str(zavelberg.roles.get(role="admin").group_id)]
    page = client.post(page_of(els), edit_form(els, groups=groups))
    assert page.status_code == 200  # not a valid choice
    jef.refresh_from_db()
    assert jef.is_active
    assert [group.village_role.village for group in els.groups.all()] == [lindehoek]


def test_the_account_of_who_works_for_two_villages_is_changed_by_neither(lindehoek, zavelberg, els, visit):
    both = make_user(zavelberg, ADMIN, username="jef", password="een-lang-wachtwoord")
    make_user(zavelberg, ADMIN, username="rita")
    both.groups.add(lindehoek.roles.get(role="editor").group)
    client = visit(lindehoek, els)
    final = str(lindehoek.roles.get(role="final_editor").group_id)
    taken = {"email": "els2@example.be", "password1": "gekaapt-gekaapt", "password2": "gekaapt-gekaapt"}
    assert client.post(page_of(both), edit_form(both, groups=[final], **taken)).status_code == 302
    both.refresh_from_db()
    assert both.email == "jef@example.be"
    assert both.check_password("een-lang-wachtwoord")
    roles = {(group.village_role.village.slug, group.village_role.role) for group in both.groups.all()}
    assert roles == {("zavelberg", "admin"), ("lindehoek", "final_editor")}
    client.post(page_of(both, "delete"))
    both.refresh_from_db()
    assert both.is_active
    assert [group.village_role.village.slug for group in both.groups.all()] == ["zavelberg"]


def test_the_keepers_account_is_not_a_villages_to_change(lindehoek, els, visit):
    keeper = User.objects.create_superuser("keeper", "keeper@example.be", "een-lang-wachtwoord")
    keeper.groups.add(lindehoek.roles.get(role="editor").group)
    taken = {"password1": "gekaapt-gekaapt", "password2": "gekaapt-gekaapt"}
    visit(lindehoek, els).post(page_of(keeper), edit_form(keeper, **taken))
    keeper.refresh_from_db()
    assert keeper.check_password("een-lang-wachtwoord")


def test_two_colleagues_do_not_share_an_address(lindehoek, els, visit):
    jef = make_user(lindehoek, "editor", username="jef")
    page = visit(lindehoek, els).post(page_of(jef), edit_form(jef, email="ELS@example.be"))
    assert "gebruikt dit adres al" in page.content.decode()


def test_the_list_of_users_takes_as_many_queries_for_many(lindehoek, els, visit):
    client = visit(lindehoek, els)
    client.get("/admin/users/")
    with CaptureQueriesContext(connection) as one:
        client.get("/admin/users/")
    for number in range(12):
        make_user(lindehoek, "editor", username=f"u{number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/admin/users/")
    assert len(many) == len(one)


def test_a_page_of_the_village_stays_hers_after_the_writer_left(lindehoek, els):
    jef = make_user(lindehoek, "editor", username="jef")
    close_account(jef, lindehoek)
    with scoped(lindehoek.scope()):
        assert User.objects.filter(pk=jef.pk).exists()  # so that removing the village finds the account
    assert home_of(lindehoek).live
