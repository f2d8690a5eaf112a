"""Inviting somebody, coming in once by the link, and what goes wrong on the way."""

import datetime as dt
import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from demo.factories import make_user, make_village
from villages.inviting import VALID_DAYS, accept, invite, link, renew, send
from villages.models import Invitation, User, VillageRole

pytestmark = pytest.mark.django_db
PASSWORD = "een-lang-wachtwoord"
ANSWERS = {"first_name": "Rita", "last_name": "Claes", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def admin(lindehoek):
    return make_user(lindehoek, VillageRole.Role.ADMIN, username="els")


def path_of(invitation):
    return link(invitation).removeprefix(invitation.village.site.root_url)


def test_an_invited_person_writes_her_name_and_is_in(lindehoek, admin, visit):
    form = {"email": "Rita@Example.be", "name": "Rita", "role": "final_editor"}
    response = visit(lindehoek, admin).post("/admin/uitnodigingen/nieuw/", form, follow=True)
    assert "De uitnodiging voor rita@example.be is verstuurd." in response.content.decode()
    message = mail.outbox[0]
    assert message.to == ["rita@example.be"]
    assert message.from_email.startswith("Lindehoek <")
    assert message.reply_to == ["els@example.be"]
    assert "Dag Rita," in message.body
    assert "An Peeters nodigt je uit" in message.body
    address = re.search(r"http://lindehoek\.localhost(/uitnodiging/\S+)", message.body)[1]

    guest = visit(lindehoek)
    page = guest.get(address)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    response = guest.post(address, ANSWERS)
    assert response.status_code == 302
    user = User.objects.get(email="rita@example.be")
    assert [group.village_role.role for group in user.groups.all()] == ["final_editor"]
    assert "Welkom, Rita!" in guest.get(response.headers["Location"]).content.decode()
    assert Invitation.objects.get().accepted_by == user


def test_afterwards_she_logs_in_with_her_address(lindehoek, zavelberg, visit):
    accept(invite(lindehoek, "rita@example.be", "editor"), first_name="Rita", last_name="Claes", password=PASSWORD)
    login = {"username": "RITA@example.be", "password": PASSWORD}
    assert visit(lindehoek).post("/admin/login/", login).status_code == 302
    assert visit(zavelberg).post("/admin/login/", login).status_code == 200
    assert visit(lindehoek).post("/admin/login/", {**login, "password": "anders"}).status_code == 200


def test_a_link_works_once(lindehoek, visit):
    address = path_of(invite(lindehoek, "rita@example.be", "editor"))
    assert visit(lindehoek).get(address).status_code == 200  # looking uses nothing up
    assert visit(lindehoek).post(address, ANSWERS).status_code == 302
    assert visit(lindehoek).get(address).status_code == 410
    assert visit(lindehoek).post(address, ANSWERS).status_code == 410
    assert User.objects.filter(email="rita@example.be").count() == 1


def test_a_link_ends_after_its_term(lindehoek, visit):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert visit(lindehoek).get(path_of(invitation)).status_code == 410
    renew(invitation)
    assert visit(lindehoek).get(path_of(invitation)).status_code == 200
    assert dt.timedelta(days=VALID_DAYS - 1) < invitation.expires_at - timezone.now()


def test_a_new_link_makes_the_old_one_useless(lindehoek, visit):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    old = path_of(invitation)
    again = invite(lindehoek, "rita@example.be", "admin")
    assert again.pk == invitation.pk
    assert visit(lindehoek).get(old).status_code == 410
    assert visit(lindehoek).get(path_of(again)).status_code == 200


def test_a_link_of_one_village_opens_nothing_at_another(lindehoek, zavelberg, visit):
    address = path_of(invite(lindehoek, "rita@example.be", "editor"))
    assert visit(zavelberg).get(address).status_code == 410
    assert visit("localhost").get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "1.abc", "1.abc:def", "%00", "9" * 400, "é:"])
def test_a_made_up_link_opens_nothing(lindehoek, visit, token):
    invite(lindehoek, "rita@example.be", "editor")
    assert visit(lindehoek).get(f"/uitnodiging/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"password2": "iets anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"password1": "kort", "password2": "kort"}, "te kort"),
        ({"first_name": ""}, "verplicht"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(lindehoek, visit, answers, said):
    address = path_of(invite(lindehoek, "rita@example.be", "editor"))
    page = visit(lindehoek).post(address, {**ANSWERS, **answers})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert 'value="Claes"' in page.content.decode()
    assert visit(lindehoek).post(address, ANSWERS).status_code == 302


def test_a_mail_that_cannot_leave_gives_the_link_to_hand_over(lindehoek, admin, visit, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected("geen server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    form = {"email": "rita@example.be", "role": "editor"}
    page = visit(lindehoek, admin).post("/admin/uitnodigingen/nieuw/", form, follow=True).content.decode()
    invitation = Invitation.objects.get()
    assert "kon niet verstuurd worden" in page
    assert link(invitation) in page
    assert invitation.sent_at is None
    assert visit(lindehoek).get(path_of(invitation)).status_code == 200


def test_the_list_sends_again_shows_the_link_and_withdraws(lindehoek, admin, visit):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    client = visit(lindehoek, admin)
    assert "rita@example.be" in client.get("/admin/uitnodigingen/").content.decode()
    shown = client.post(f"/admin/uitnodigingen/{invitation.pk}/link/", follow=True).content.decode()
    assert link(invitation) in shown
    client.post(f"/admin/uitnodigingen/{invitation.pk}/opnieuw/")
    invitation.refresh_from_db()
    assert link(invitation) in mail.outbox[0].body
    client.post(f"/admin/uitnodigingen/{invitation.pk}/intrekken/")
    assert not Invitation.objects.exists()
    assert visit(lindehoek).get(path_of(invitation)).status_code == 410


def test_somebody_who_works_here_already_is_not_invited(lindehoek, admin, visit):
    form = {"email": "ELS@example.be", "role": "editor"}
    page = visit(lindehoek, admin).post("/admin/uitnodigingen/nieuw/", form).content.decode()
    assert "werkt hier al met dit adres" in page
    assert not mail.outbox


def test_an_address_that_another_village_knows_says_nothing_of_it(lindehoek, zavelberg, admin, visit):
    there = accept(invite(zavelberg, "rita@example.be", "admin"), first_name="R", last_name="C", password=PASSWORD)
    form = {"email": "rita@example.be", "role": "editor"}
    page = visit(lindehoek, admin).post("/admin/uitnodigingen/nieuw/", form, follow=True).content.decode()
    assert "is verstuurd" in page
    here = accept(
        Invitation.objects.get(village=lindehoek), first_name="R", last_name="C", password="anders-" + PASSWORD
    )
    assert here.pk != there.pk
    assert here.username != there.username
    login = {"username": "rita@example.be", "password": "anders-" + PASSWORD}
    assert visit(lindehoek).post("/admin/login/", login).status_code == 302
    assert visit(zavelberg).post("/admin/login/", login).status_code == 200


@pytest.mark.parametrize("role", ["editor", "final_editor"])
def test_only_an_admin_invites(lindehoek, visit, role):
    invitation = invite(lindehoek, "rita@example.be", "editor")
    client = visit(lindehoek, make_user(lindehoek, role))
    assert client.get("/admin/uitnodigingen/").status_code == 302
    assert client.get("/admin/uitnodigingen/nieuw/").status_code == 302
    assert client.get("/admin/uitnodigingen/doorgeven/").status_code == 302
    client.post("/admin/uitnodigingen/nieuw/", {"email": "x@example.be", "role": "admin"})
    client.post(f"/admin/uitnodigingen/{invitation.pk}/intrekken/")
    assert [found.email for found in Invitation.objects.all()] == ["rita@example.be"]


def test_another_villages_invitation_does_not_exist(lindehoek, zavelberg, admin, visit):
    invitation = invite(zavelberg, "jef@example.be", "editor")
    client = visit(lindehoek, admin)
    assert "jef@example.be" not in client.get("/admin/uitnodigingen/").content.decode()
    for what in ("opnieuw", "intrekken", "link"):
        assert client.post(f"/admin/uitnodigingen/{invitation.pk}/{what}/").status_code == 404
    assert Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).exists()


def test_mail_and_page_speak_the_villages_language(visit):
    village = make_village("Moulin", "moulin.localhost", ["fr", "nl"])
    invitation = invite(village, "rita@example.be", "editor", name="Rita")
    send(invitation)
    assert "Bonjour Rita," in mail.outbox[0].body
    page = visit(village).get(path_of(invitation))
    assert "Choisissez un mot de passe" in page.content.decode()
    assert page.headers["Content-Language"] == "fr"


def test_no_header_can_be_smuggled_into_the_mail(lindehoek):
    lindehoek.site.site_name = "Linde\nBcc: iedereen@example.be"
    invitation = invite(lindehoek, "rita@example.be", "editor", name="Rita\nBcc: x@example.be")
    invitation.village = lindehoek
    send(invitation)
    raw = mail.outbox[0].message().as_string()
    assert not re.search(r"^Bcc:", raw.split("\n\n")[0], re.M)


def test_addresses_of_those_who_never_came_are_forgotten(lindehoek, zavelberg, capsys):
    invite(lindehoek, "lang-geleden@example.be", "editor")
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=31))
    invite(lindehoek, "vandaag@example.be", "editor")
    came = invite(zavelberg, "jef@example.be", "editor")
    accept(came, first_name="Jef", last_name="W", password=PASSWORD)
    Invitation.objects.filter(pk=came.pk).update(expires_at=timezone.now() - dt.timedelta(days=90))
    call_command("forget_invitations")
    assert {found.email for found in Invitation.objects.all()} == {"vandaag@example.be", "jef@example.be"}
    assert capsys.readouterr().out == "lindehoek: 1 invitations forgotten.\n"
