"""Setting up one's own second step, and its recovery codes."""

import re

import pytest
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from security import recovery
from security.second_step import app_of, number_of_ways
from tests.security.conftest import Telephone, key_on, log_in
from tests.security.second_step.conftest import OWN, PROVE, is_in, set_up
from villages.scope import every_village

pytestmark = pytest.mark.django_db


def test_setting_up_takes_a_scan_and_one_code_and_gives_recovery_codes(lindehoek, an, visit):
    client = visit(lindehoek)
    log_in(client, an)
    before = client.cookies["sessionid"].value
    page = client.get(f"{OWN}app/").content.decode()
    assert re.search(r'<svg[^>]* viewBox="0 0 \d+ \d+"', page)  # shrinks on a narrow screen, whole
    assert "otpauth://totp/Lindehoek%3Aan%40example.be?" in page
    phone, response = set_up(client)
    shown = re.findall(r"<code>([a-z2-9-]{14})</code>", response.content.decode())
    assert len(set(shown)) == recovery.NUMBER
    assert client.cookies["sessionid"].value != before
    assert is_in(client)
    fresh = visit(lindehoek)
    log_in(fresh, an)
    assert not is_in(fresh)
    assert fresh.post(PROVE, {"code": shown[0].upper().replace("-", " ")}).status_code == 302
    assert is_in(fresh)


def test_the_code_that_set_the_app_up_does_not_log_in_too(lindehoek, an, visit):
    client = visit(lindehoek, an)
    code = Telephone(key_on(client.get(f"{OWN}app/").content.decode())).code
    assert client.post(f"{OWN}app/", {"code": code}).status_code == 200
    fresh = visit(lindehoek)
    log_in(fresh, an)
    assert fresh.post(PROVE, {"code": code}).status_code == 200
    assert not is_in(fresh)


def test_a_wrong_first_code_keeps_the_picture_and_sets_nothing_up(lindehoek, an, visit):
    client = visit(lindehoek, an)
    first = key_on(client.get(f"{OWN}app/").content.decode())
    wrong = f"{(int(Telephone(first).code) + 1) % 1_000_000:06}"
    page = client.post(f"{OWN}app/", {"code": wrong}).content.decode()
    assert "past niet" in page
    assert key_on(page) == first
    assert app_of(an) is None


def test_a_new_telephone_takes_the_place_of_the_old_one(lindehoek, an, visit, telephone):
    old, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    client.post(PROVE, {"code": old.code})
    recovery.new_codes(an)
    new, response = set_up(client)
    assert response.status_code == 302
    assert is_in(client)
    assert TOTPDevice._base_manager.filter(user=an).count() == 1
    assert recovery.codes_left(an) == recovery.NUMBER


def test_recovery_codes_are_not_kept_as_they_are(an):
    shown = recovery.new_codes(an)
    with every_village():
        kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == recovery.NUMBER
    assert not kept & {recovery.clean(code) for code in shown}


def test_a_recovery_code_works_once_and_says_what_is_left(lindehoek, an, visit, telephone):
    telephone(an)
    code = recovery.new_codes(an)[3]
    client = visit(lindehoek)
    log_in(client, an)
    page = client.post(PROVE, {"code": code}, follow=True).content.decode()
    assert "nog 9" in page
    again = visit(lindehoek)
    log_in(again, an)
    assert "Elke code werkt één keer" in again.post(PROVE, {"code": code}).content.decode()


def test_new_codes_make_the_old_ones_worthless_and_keep_the_session(lindehoek, an, visit, telephone):
    telephone(an)
    old = recovery.new_codes(an)
    client = visit(lindehoek)
    log_in(client, an)
    client.post(PROVE, {"code": old[0]})
    assert len(re.findall(r"<code>", client.post(f"{OWN}codes/").content.decode())) == recovery.NUMBER
    assert is_in(client)
    assert recovery.use(an, old[1]) is None


def test_codes_are_for_who_has_an_app(lindehoek, an, visit):
    response = visit(lindehoek, an).post(f"{OWN}codes/", follow=True)
    assert "Stel eerst een app of een passkey in" in response.content.decode()
    assert recovery.codes_left(an) == 0


def test_the_app_can_be_removed_and_takes_the_codes_along(lindehoek, an, visit, telephone):
    phone, client = telephone(an), visit(lindehoek)
    recovery.new_codes(an)
    log_in(client, an)
    client.post(PROVE, {"code": phone.code})
    client.post(f"{OWN}app/weg/")
    assert is_in(client)
    assert number_of_ways(an) == recovery.codes_left(an) == 0
