"""Guessing passwords is slow, and the one who mistyped hers is told what to do."""

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.utils import timezone

from demo.factories import make_user
from security.throttle import PER_ADDRESS, PER_NAME, PER_NAME_AND_ADDRESS
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
PASSWORD = "geheim-genoeg-1"
AN = {"username": "an", "password": PASSWORD}
WRONG = {**AN, "password": "anders"}


@pytest.fixture
def an(lindehoek):
    return make_user(lindehoek, username="an", password=PASSWORD)


def attempt(client, data, address="198.51.100.7", **headers):
    return client.post("/admin/login/", data, REMOTE_ADDR=address, headers=headers)


def fail(client, times, data=WRONG, **where):
    return [attempt(client, data, **where).status_code for _ in range(times)]


def test_after_five_failures_even_the_right_password_waits(lindehoek, an, visit):
    client = visit(lindehoek)
    assert fail(client, PER_NAME_AND_ADDRESS) == [200] * (PER_NAME_AND_ADDRESS - 1) + [429]
    response = attempt(client, AN)
    assert response.status_code == 429
    assert "_auth_user_id" not in client.session
    assert 0 < int(response.headers["Retry-After"]) <= 15 * 60


def test_the_message_says_how_long_and_whom_to_ask(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS)
    page = attempt(client, AN).content.decode()
    minutes, time = re.search(r"kan dat nu (\d+) minuten niet, tot (\d\d:\d\d)\.", page).groups()
    assert minutes == "15"
    until = timezone.localtime() + dt.timedelta(minutes=15)
    assert time in {f"{until + dt.timedelta(minutes=more):%H:%M}" for more in (0, 1)}
    assert "vraag het aan de beheerder van Lindehoek" in page
    assert "Wachtwoord vergeten?" in page
    assert 'name="username"' in page


def test_after_the_wait_she_gets_in(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS)
    with scoped(lindehoek.scope()):
        AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=14))
    assert "nu 1 minuut niet" in attempt(client, AN).content.decode()
    with scoped(lindehoek.scope()):
        AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert attempt(client, AN).status_code == 302


def test_trying_while_it_is_locked_does_not_make_it_longer(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS)
    with scoped(lindehoek.scope()):
        before = list(AccessAttempt.objects.values_list("failures_since_start", "attempt_time"))
        fail(client, 3)
        assert list(AccessAttempt.objects.values_list("failures_since_start", "attempt_time")) == before


def test_name_and_address_count_as_one_person(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS - 1)
    assert fail(client, 1, {**WRONG, "username": "AN@example.be"}) == [429]


def test_another_browser_is_no_fresh_start(lindehoek, an, visit):
    codes = [attempt(visit(lindehoek), WRONG, user_agent=f"Browser {n}").status_code for n in range(5)]
    assert codes[-1] == 429


def test_getting_in_forgets_her_failures_and_not_those_of_others(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS - 1)
    fail(client, 2, {**WRONG, "username": "bert"})
    assert attempt(client, AN).status_code == 302
    with scoped(lindehoek.scope()):
        assert [row.failures_since_start for row in AccessAttempt.objects.all()] == [2]
    assert fail(visit(lindehoek), PER_NAME_AND_ADDRESS)[0] == 200


def test_a_colleague_at_the_same_address_still_gets_in(lindehoek, an, visit):
    make_user(lindehoek, username="bert", password=PASSWORD)
    fail(visit(lindehoek), PER_NAME_AND_ADDRESS)
    assert attempt(visit(lindehoek), {**AN, "username": "bert"}).status_code == 302


def test_an_address_that_tries_many_names_is_stopped(lindehoek, an, visit):
    client = visit(lindehoek)
    codes = [attempt(client, {**WRONG, "username": f"naam{n}"}).status_code for n in range(PER_ADDRESS)]
    assert codes[-2:] == [200, 429]
    assert attempt(client, AN).status_code == 429
    assert attempt(client, AN, address="198.51.100.8").status_code == 302


def test_a_name_that_is_tried_from_many_addresses_is_stopped(lindehoek, an, visit):
    client = visit(lindehoek)
    codes = [attempt(client, WRONG, address=f"203.0.113.{n}").status_code for n in range(PER_NAME)]
    assert codes[-2:] == [200, 429]
    assert attempt(client, AN, address="198.51.100.9").status_code == 429


def test_what_happens_at_one_village_does_not_count_in_another(lindehoek, zavelberg, an, visit):
    make_user(zavelberg, username="zita", password=PASSWORD)
    for name in ("an", "zita"):
        fail(visit(lindehoek), PER_NAME_AND_ADDRESS, {**WRONG, "username": name})
    assert attempt(visit(zavelberg), {**AN, "username": "zita"}).status_code == 302
    with scoped(zavelberg.scope()):
        assert not AccessAttempt.objects.exists()


def test_the_platform_counts_for_itself(lindehoek, an, visit):
    fail(visit(lindehoek), PER_NAME_AND_ADDRESS)
    assert fail(visit("localhost"), PER_NAME_AND_ADDRESS) == [200] * (PER_NAME_AND_ADDRESS - 1) + [429]
    page = attempt(visit("localhost"), WRONG).content.decode()
    assert "beheerder van" not in page
    assert "Wachtwoord vergeten?" in page


def test_the_address_is_the_one_that_our_own_proxy_wrote(lindehoek, an, visit, settings):
    settings.TRUSTED_PROXIES = 1
    client = visit(lindehoek)
    for n in range(PER_NAME_AND_ADDRESS):
        response = attempt(client, WRONG, address="127.0.0.1", x_forwarded_for=f"192.0.2.{n}, 198.51.100.7")
    assert response.status_code == 429
    assert attempt(client, AN, address="127.0.0.1", x_forwarded_for="198.51.100.8").status_code == 302


def test_a_new_password_opens_the_door_at_once(lindehoek, an, visit):
    client = visit(lindehoek)
    fail(client, PER_NAME_AND_ADDRESS)
    client.post("/admin/password_reset/", {"email": an.email})
    link = re.search(r"http://lindehoek\.localhost(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "een-heel-nieuw-woord-9"
    assert client.post(form, {"new_password1": new, "new_password2": new}).status_code == 302
    assert attempt(client, {**AN, "password": new}).status_code == 302


def test_the_village_admin_opens_the_door_with_a_new_password(lindehoek, an, visit):
    fail(visit(lindehoek), PER_NAME_AND_ADDRESS)
    beheerder = make_user(lindehoek, VillageRole.Role.ADMIN)
    data = {"first_name": "An", "last_name": "P", "email": an.email, "username": "an", "groups": an.groups.get().pk}
    new = "een-heel-nieuw-woord-9"
    response = visit(lindehoek, beheerder).post(
        f"/admin/users/edit/{an.pk}/", {**data, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert attempt(visit(lindehoek), {**AN, "password": new}).status_code == 302


def test_neither_what_was_typed_nor_a_password_is_kept(lindehoek, an, visit):
    attempt(visit(lindehoek), {"username": "mijn-wachtwoord-per-ongeluk", "password": "ook-geheim"})
    with scoped(lindehoek.scope()):
        kept = str(AccessAttempt.objects.values().get())
    assert "per-ongeluk" not in kept
    assert "ook-geheim" not in kept


@pytest.mark.parametrize("name", ["é" * 254, "zzzz", "' OR 1=1", "a@b@c"])
def test_any_name_is_counted(lindehoek, visit, name):
    codes = fail(visit(lindehoek), PER_NAME_AND_ADDRESS, {**WRONG, "username": name})
    assert codes[-1] == 429


def test_the_session_is_another_one_after_logging_in(lindehoek, an, visit):
    client = visit(lindehoek)
    client.cookies["sessionid"] = "0" * 32
    client.get("/admin/login/")
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    attempt(client, AN)
    assert client.cookies["sessionid"].value not in (before, "0" * 32)


def test_the_log_says_where_it_came_from_and_not_whom_it_was_about(lindehoek, an, visit, caplog):
    fail(visit(lindehoek), PER_NAME_AND_ADDRESS)
    assert "Locking out 198.51.100.7 at lindehoek.localhost" in caplog.text
    assert "an@" not in caplog.text
