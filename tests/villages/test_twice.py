"""Inviting, founding and removing twice: a second press, a colleague at the same moment, a screen that was open for long."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from demo.factories import make_user
from villages.inviting import ONE_PRESS, accept, invite, link, renew
from villages.models import Invitation, User, Village, VillageHost, VillageRole
from villages.removing import GoneError, remove_village
from villages.views.invitations import term_of

pytestmark = pytest.mark.django_db
RITA = {"email": "rita@example.be", "name": "Rita", "role": "editor"}


@pytest.fixture
def admin(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))


@pytest.fixture
def keeper(visit):
    return visit("localhost", User.objects.create_superuser("keeper", "keeper@example.be", "een-lang-wachtwoord"))


def test_a_second_press_invites_nobody_twice_and_the_mailed_link_works(admin):
    admin.post("/admin/uitnodigingen/nieuw/", RITA)
    page = admin.post("/admin/uitnodigingen/nieuw/", RITA, follow=True).content.decode()
    assert "rita@example.be is zonet uitgenodigd. Er is geen tweede mail verstuurd." in page
    assert len(mail.outbox) == 1
    assert link(Invitation.objects.get()) in mail.outbox[0].body


def test_another_role_or_a_later_moment_is_no_second_press(admin):
    admin.post("/admin/uitnodigingen/nieuw/", RITA)
    admin.post("/admin/uitnodigingen/nieuw/", {**RITA, "role": "admin"})
    assert (Invitation.objects.get().role, len(mail.outbox)) == ("admin", 2)
    Invitation.objects.update(expires_at=Invitation.objects.get().expires_at - ONE_PRESS - dt.timedelta(seconds=1))
    admin.post("/admin/uitnodigingen/nieuw/", {**RITA, "role": "admin"})
    assert link(Invitation.objects.get()) in mail.outbox[2].body


def test_a_second_press_hands_over_once(admin, lindehoek):
    leaver = make_user(lindehoek, VillageRole.Role.EDITOR, username="weg")
    last_day = (timezone.localdate() + dt.timedelta(days=30)).isoformat()
    form = {"leaver": leaver.pk, "last_day": last_day, "email": "opvolger@example.be", "name": "Jef"}
    for _ in range(2):
        assert admin.post("/admin/uitnodigingen/doorgeven/", form).status_code == 302
    assert (Invitation.objects.get().leaver, len(mail.outbox)) == (leaver, 1)


def test_sending_again_twice_from_the_same_screen_sends_once(admin, lindehoek):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    assert f'name="term" value="{term_of(invitation)}"' in admin.get("/admin/uitnodigingen/").content.decode()
    for _ in range(2):
        admin.post(f"/admin/uitnodigingen/{invitation.pk}/opnieuw/", {"term": term_of(invitation)})
    assert len(mail.outbox) == 1
    invitation.refresh_from_db()
    assert link(invitation) in mail.outbox[0].body


def test_sending_again_beside_accepting_leaves_it_accepted(lindehoek):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    seen = Invitation.objects.get()
    accept(invitation, first_name="Rita", last_name="Claes", password="een-lang-wachtwoord")
    assert not renew(seen)
    assert Invitation.objects.get().accepted_by.email == "rita@example.be"


def test_an_invitation_that_is_gone_is_said_to_be(admin, lindehoek):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    assert admin.post(f"/admin/uitnodigingen/{invitation.pk}/intrekken/").status_code == 302
    again = admin.post(f"/admin/uitnodigingen/{invitation.pk}/intrekken/")
    assert again.status_code == 404
    assert "of je drukte twee keer op de knop" in again.content.decode()


def test_two_villages_that_take_a_host_at_the_same_moment(keeper, lindehoek, zavelberg, monkeypatch):
    def add_host(village, hostname):
        for taker in (zavelberg, village):  # both saw that it was free
            VillageHost.objects.create(village=taker, hostname=hostname)

    monkeypatch.setattr("villages.views.one_village.add_host", add_host)
    answer = keeper.post("/admin/dorpen/lindehoek/nog-een-adres/", {"hostname": "plein.be"})
    assert answer.status_code == 200
    assert "Iemand anders deed dit op hetzelfde moment." in answer.content.decode()
    assert 'value="plein.be"' in answer.content.decode()


def test_a_village_that_was_removed_meanwhile_is_said_to_be_gone(keeper, zavelberg, monkeypatch):
    def remove(village):
        Village.objects.filter(pk=village.pk).delete()
        return remove_village(village)

    monkeypatch.setattr("villages.views.one_village.remove_village", remove)
    answer = keeper.post("/admin/dorpen/zavelberg/verwijderen/", {"name": "Zavelberg"}, follow=True)
    assert "Zavelberg is al weg." in answer.content.decode()


def test_no_archive_is_made_of_a_village_that_is_gone(zavelberg, tmp_path):
    Village.objects.filter(pk=zavelberg.pk).delete()
    with pytest.raises(GoneError):
        remove_village(zavelberg, tmp_path)
    assert not list(tmp_path.iterdir())
