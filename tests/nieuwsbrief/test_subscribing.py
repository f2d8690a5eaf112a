"""Subscribing: only the owner of an address can, and leaving takes one click."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from demo.factories import make_village
from nieuwsbrief import subscribing
from nieuwsbrief.models import Subscriber
from tests.ingezonden.conftest import stamp_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("within_one_window")]


def ask(village, client, email="jo@example.be", prefix="", **more):
    data = {"email": email, "editions": "on", "stempel": stamp_of(village), **more}
    return client.post(f"{prefix}/nieuwsbrief/", data)


def link_in(body: str, name: str) -> str:
    found = re.search(rf"http://[^/]+(\S*/nieuwsbrief/{name}/\S+/)", body)
    assert found is not None, body
    return found[1]


def test_nothing_is_sent_before_the_owner_pressed_the_button(lindehoek, visit):
    client = visit(lindehoek)
    assert client.get("/nieuwsbrief/").status_code == 200
    assert ask(lindehoek, client, email="Jo@Example.be").status_code == 302
    person = Subscriber.objects.get()
    assert (person.email, person.confirmed_at, person.editions, person.agenda) == ("jo@example.be", None, True, False)
    (sent,) = mail.outbox
    assert sent.to == ["jo@example.be"]
    assert "Dag," in sent.body
    url = link_in(sent.body, "ja")
    assert client.get(url).status_code == 200  # a scanner that opens links confirms nothing
    assert not Subscriber.objects.active().exists()
    page = client.post(url)
    assert "Je bent ingeschreven" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert Subscriber.objects.active().get() == person


def test_nobody_learns_whether_an_address_is_subscribed(lindehoek, visit):
    client = visit(lindehoek)
    first = ask(lindehoek, client)
    Subscriber.objects.update(confirmed_at=timezone.now(), asked_at=timezone.now() - dt.timedelta(days=1))
    again = ask(lindehoek, client, agenda="on")
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert "al" in mail.outbox[1].subject
    assert Subscriber.objects.get().agenda is False  # a stranger changes nothing


@pytest.mark.usefixtures("same_hour")
def test_an_address_is_not_flooded(lindehoek, visit):
    client = visit(lindehoek)
    statuses = [ask(lindehoek, client).status_code for _ in range(25)]
    assert len(mail.outbox) == 1
    assert statuses[-1] == 429


def test_who_asks_again_after_a_mail_that_could_not_leave_gets_one(lindehoek, visit, monkeypatch):
    client = visit(lindehoek)
    with monkeypatch.context() as away:
        away.setattr("nieuwsbrief.subscribing.village_mail", lambda *args: _Undeliverable())
        assert ask(lindehoek, client).status_code == 503
    assert ask(lindehoek, client).status_code == 302
    assert len(mail.outbox) == 1


def test_two_who_ask_at_the_same_moment_get_one_mail(lindehoek, visit, monkeypatch):
    client, stock = visit(lindehoek), subscribing._send_link

    def send_link(village, person):
        monkeypatch.setattr(subscribing, "_send_link", stock)
        assert ask(lindehoek, client).status_code == 302  # while the first mail is given to the mail server
        assert not mail.outbox
        stock(village, person)

    monkeypatch.setattr(subscribing, "_send_link", send_link)
    assert ask(lindehoek, client).status_code == 302
    assert len(mail.outbox) == 1


def test_who_leaves_while_she_confirms_has_left(lindehoek):
    person = Subscriber.objects.create(site=lindehoek.site, email="jo@example.be", language="nl")
    Subscriber.objects.get().delete()
    subscribing.confirm(person)
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("page", ["ja", "keuze"])
def test_a_link_of_somebody_who_left_says_so(lindehoek, visit, page):
    client = visit(lindehoek)
    for answer in (client.get(f"/nieuwsbrief/{page}/weg-is-weg/"), client.post(f"/nieuwsbrief/{page}/weg-is-weg/")):
        assert answer.status_code == 404
        assert "Misschien heb je de mail stopgezet" in answer.content.decode()


class _Undeliverable:
    def send(self):
        raise ConnectionRefusedError


def test_a_machine_subscribes_nobody(lindehoek, visit):
    client = visit(lindehoek)
    assert ask(lindehoek, client, website="x").status_code == 422
    assert ask(lindehoek, client, stempel="").status_code == 422
    assert ask(lindehoek, client, editions="").status_code == 422
    assert ask(lindehoek, client, email="geen adres").status_code == 422
    assert not Subscriber.objects.exists()
    assert mail.outbox == []


def test_the_mail_speaks_the_language_of_the_page(visit):
    village = make_village("Molenkouter", languages=("nl", "fr"))
    ask(village, visit(village), prefix="/fr")
    assert "Bonjour" in mail.outbox[0].body
    assert "/fr/nieuwsbrief/ja/" in mail.outbox[0].body
    assert Subscriber.objects.get().language == "fr"


def test_one_click_ends_it_and_the_address_is_forgotten(lindehoek, visit):
    person = Subscriber.objects.create(site=lindehoek.site, email="jo@example.be", language="nl")
    url = f"/nieuwsbrief/weg/{person.token}/"
    client = visit(lindehoek)
    assert "Ja, stop" in client.get(url).content.decode()
    assert Subscriber.objects.exists()
    # RFC 8058, section 3.2: no cookie, no page before it
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert client.post(url).status_code == 200


def test_what_comes_can_be_changed(lindehoek, visit):
    person = Subscriber.objects.create(site=lindehoek.site, email="jo@example.be", language="nl")
    url = f"/nieuwsbrief/keuze/{person.token}/"
    client = visit(lindehoek)
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"agenda": "on"}).status_code == 200
    person.refresh_from_db()
    assert (person.editions, person.agenda) == (False, True)


def test_the_neighbours_subscribers_do_not_exist(lindehoek, zavelberg, visit):
    person = Subscriber.objects.create(site=lindehoek.site, email="jo@example.be", language="nl")
    client = visit(zavelberg)
    for name in ("ja", "keuze"):
        assert client.get(f"/nieuwsbrief/{name}/{person.token}/").status_code == 404
    client.post(f"/nieuwsbrief/weg/{person.token}/")
    assert Subscriber.objects.filter(pk=person.pk).exists()
