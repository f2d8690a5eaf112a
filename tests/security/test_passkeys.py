"""Passkeys belong to a person and a host; what the browser's talk gets wrong is no error of the server.

That they work is tested in a browser: tests/browser/test_passkeys.py.
"""

import json

import pytest
from django_otp_webauthn.models import WebAuthnCredential

from demo.factories import make_user
from security import recovery
from security.second_step import State, number_of_ways, state_of
from villages.models import VillageRole
from villages.scope import scoped

from .conftest import PASSWORD, log_in

pytestmark = pytest.mark.django_db
Role = VillageRole.Role
OWN = "/admin/account/tweede-stap/passkey/"
DOOR = "/admin/tweede-stap/passkey/"


@pytest.fixture
def an(lindehoek):
    return make_user(lindehoek, Role.FINAL_EDITOR, username="an", password=PASSWORD)


def passkey(user, name="laptop", **more):
    sign = f"{user.pk}{name}".encode()
    return WebAuthnCredential._base_manager.create(
        user=user, name=name, credential_id=sign, public_key=b"x", aaguid="", **more
    )


def post(client, address, data):
    return client.post(address, data if isinstance(data, str) else json.dumps(data), content_type="application/json")


def test_the_village_and_its_host_are_what_a_passkey_is_made_for(lindehoek, zavelberg, an, visit):
    asked = post(visit(lindehoek, an), f"{OWN}begin/", {}).json()
    assert asked["rp"] == {"name": "Lindehoek", "id": "lindehoek.localhost"}
    assert asked["user"]["name"] == "an"
    other = make_user(zavelberg, username="zita")
    assert post(visit(zavelberg, other), f"{OWN}begin/", {}).json()["rp"]["id"] == "zavelberg.localhost"


def test_a_passkey_is_asked_for_at_the_door(lindehoek, an, visit):
    passkey(an)
    client = visit(lindehoek)
    log_in(client, an)
    assert client.get("/admin/").status_code == 302
    page = client.get("/admin/tweede-stap/").content.decode()
    assert "Je passkey gebruiken" in page
    asked = post(client, f"{DOOR}begin/", {}).json()
    assert asked["rpId"] == "lindehoek.localhost"
    assert len(asked["allowCredentials"]) == 1


def test_only_who_waits_at_the_door_can_show_one(lindehoek, an, visit):
    passkey(an)
    stranger = visit(lindehoek)
    assert post(stranger, f"{DOOR}begin/", {}).status_code == 403
    assert post(stranger, f"{DOOR}klaar/", {}).status_code == 403
    colleague = make_user(lindehoek, Role.EDITOR)
    assert post(visit(lindehoek, colleague), f"{DOOR}begin/", {}).status_code == 403


def test_half_a_login_can_make_no_passkey(lindehoek, an, visit):
    passkey(an)
    client = visit(lindehoek)
    log_in(client, an)
    for address in ("", "begin/", "klaar/"):
        assert post(client, OWN + address, {}).headers["Location"].startswith("/admin/tweede-stap/")
    assert number_of_ways(an) == 1


def test_who_must_set_up_can_make_one(lindehoek, an, visit, settings):
    settings.SECOND_STEP_REQUIRED = ["final_editor"]
    client = visit(lindehoek)
    log_in(client, an)
    assert client.get(OWN).status_code == 200
    assert post(client, f"{OWN}begin/", {}).status_code == 200


ODD = [
    "",
    "[]",
    "3",
    '"tekst"',
    "{",
    "{}",
    '{"id": 1}',
    '{"id": "a", "rawId": "b", "type": "c", "response": {}}',
    "null",
]
ODDER = {
    "id": "YQ",
    "rawId": "YQ",
    "type": "public-key",
    "clientExtensionResults": [],
    "response": {"attestationObject": "%%", "clientDataJSON": "é", "authenticatorData": "YQ", "signature": "YQ"},
}


@pytest.mark.parametrize("data", [*ODD, json.dumps(ODDER)])
def test_talk_that_makes_no_sense_is_no_error_of_the_server(lindehoek, an, visit, data):
    maker = visit(lindehoek, an)
    post(maker, f"{OWN}begin/", {})
    assert 400 <= post(maker, f"{OWN}klaar/", data).status_code < 500
    passkey(an)
    waiting = visit(lindehoek)
    log_in(waiting, an)
    post(waiting, f"{DOOR}begin/", {})
    assert 400 <= post(waiting, f"{DOOR}klaar/", data).status_code < 500
    assert waiting.get("/admin/").status_code == 302
    assert number_of_ways(an) == 1


def test_a_challenge_is_answered_once_and_only_after_it_was_asked(lindehoek, an, visit):
    passkey(an)
    client = visit(lindehoek)
    log_in(client, an)
    assert post(client, f"{DOOR}klaar/", ODDER).json()["code"] == "invalid_state"
    assert post(visit(lindehoek, make_user(lindehoek)), f"{OWN}klaar/", ODDER).json()["code"] == "invalid_state"


def test_her_passkeys_stand_on_her_screen_and_can_go(lindehoek, an, visit):
    mine = passkey(an)
    colleague = make_user(lindehoek, Role.FINAL_EDITOR, username="bert")
    theirs = passkey(colleague, "van Bert")
    an.otp_device = mine
    client = visit(lindehoek, an)
    page = client.get("/admin/account/tweede-stap/").content.decode()
    assert "laptop" in page
    assert "van Bert" not in page
    assert client.post(f"{OWN}{theirs.pk}/weg/").status_code == 404
    assert client.post(f"{OWN}{mine.pk}/weg/").status_code == 302
    assert (number_of_ways(an), number_of_ways(colleague)) == (0, 1)


def test_the_session_moves_to_what_is_left(lindehoek, an, visit, telephone):
    mine = passkey(an)
    telephone(an)
    recovery.new_codes(an)
    an.otp_device = mine
    client = visit(lindehoek, an)
    client.post(f"{OWN}{mine.pk}/weg/")
    assert client.get("/admin/").status_code == 200
    assert recovery.codes_left(an) == recovery.NUMBER
    client.post("/admin/account/tweede-stap/app/weg/")
    assert number_of_ways(an) == 0


def test_a_passkey_alone_is_a_second_step_and_one_not_confirmed_is_none(lindehoek, an):
    with scoped(lindehoek.scope()):
        passkey(an, confirmed=False)
        assert state_of(an, verified=False) is State.IN
        passkey(an, "tweede")
        assert state_of(an, verified=False) is State.MUST_PROVE
