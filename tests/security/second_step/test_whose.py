"""Who must have a second step, and who helps whom."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from demo.factories import make_user
from security import recovery
from security.second_step import number_of_ways
from tests.security.conftest import PASSWORD, log_in
from tests.security.second_step.conftest import OWN, PROVE, Role, is_in, set_up
from villages.access import close_account
from villages.models import User
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.FINAL_EDITOR, Role.ADMIN])
def test_who_must_have_one_sets_it_up_before_anything_else(lindehoek, visit, required, role):
    user = make_user(lindehoek, role, username="rita", password=PASSWORD)
    client = visit(lindehoek)
    page = log_in(client, user, follow=True)
    assert page.redirect_chain[-1][0].startswith(OWN)
    assert "is een wachtwoord alleen niet genoeg" in page.content.decode()
    for address in ("/admin/", "/admin/account/", "/admin/pages/", "/admin/users/"):
        assert client.get(address).headers["Location"].startswith(OWN)
        assert client.post(address).headers["Location"].startswith(OWN)
    assert client.get("/").wsgi_request.user.is_anonymous
    set_up(client)
    assert is_in(client)


def test_a_redacteur_need_not(lindehoek, visit, required):
    user = make_user(lindehoek, Role.EDITOR, username="bert", password=PASSWORD)
    client = visit(lindehoek)
    log_in(client, user)
    assert is_in(client)


def test_the_keeper_must_too_at_the_platform(visit, required, db):
    keeper = User.objects.create_superuser("keeper", password=PASSWORD)
    client = visit("localhost")
    assert log_in(client, keeper, follow=True).redirect_chain[-1][0].startswith(OWN)
    set_up(client)
    assert is_in(client)


def test_a_role_in_one_village_asks_nothing_in_another(lindehoek, zavelberg, visit, required):
    user = make_user(lindehoek, Role.EDITOR, username="bert", password=PASSWORD)
    user.groups.add(zavelberg.roles.get(role=Role.ADMIN).group)
    here, there = visit(lindehoek), visit(zavelberg)
    log_in(here, user)
    log_in(there, user)
    assert is_in(here)
    assert not is_in(there)


def test_who_must_have_one_can_not_remove_the_last(lindehoek, an, visit, telephone, required):
    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    client.post(PROVE, {"code": phone.code})
    page = client.post(f"{OWN}app/weg/", follow=True).content.decode()
    assert "Zet eerst een andere klaar" in page
    assert number_of_ways(an) == 1


def test_a_session_from_before_must_take_the_step_too(lindehoek, an, visit, telephone):
    client = visit(lindehoek)
    log_in(client, an)
    telephone(an)
    assert not is_in(client)


def test_a_village_admin_helps_who_lost_her_telephone(lindehoek, an, visit, telephone):
    telephone(an)
    recovery.new_codes(an)
    helper = visit(lindehoek, make_user(lindehoek, Role.ADMIN))
    address = f"/admin/mensen/{an.pk}/tweede-stap-weg/"
    assert address in helper.get("/admin/users/").content.decode()
    assert helper.get(address).status_code == 200
    assert number_of_ways(an) == 1
    helper.post(address)
    assert number_of_ways(an) == recovery.codes_left(an) == 0
    client = visit(lindehoek)
    log_in(client, an)
    assert is_in(client)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FINAL_EDITOR])
def test_others_may_not(lindehoek, an, visit, telephone, role):
    telephone(an)
    other = make_user(lindehoek, role, username="carla")
    response = visit(lindehoek, other).post(f"/admin/mensen/{an.pk}/tweede-stap-weg/")
    assert response.status_code in (302, 403)
    assert number_of_ways(an) == 1


def test_nobody_helps_another_villages_people(lindehoek, zavelberg, an, visit, telephone):
    telephone(an)
    address = f"/admin/mensen/{an.pk}/tweede-stap-weg/"
    there = visit(zavelberg, make_user(zavelberg, Role.ADMIN))
    assert there.post(address).status_code == 404
    an.groups.add(zavelberg.roles.get(role=Role.EDITOR).group)
    assert there.post(address).status_code in (302, 403)
    assert number_of_ways(an) == 1


def test_her_own_goes_by_her_own_screen(lindehoek, visit, telephone):
    admin = make_user(lindehoek, Role.ADMIN, username="rita", password=PASSWORD)
    phone, client = telephone(admin), visit(lindehoek)
    log_in(client, admin)
    client.post(PROVE, {"code": phone.code})
    client.post(f"/admin/mensen/{admin.pk}/tweede-stap-weg/")
    assert number_of_ways(admin) == 1


def test_the_keeper_helps_by_command(lindehoek, an, telephone, capsys):
    telephone(an)
    call_command("forget_second_step", "an")
    assert number_of_ways(an) == 0
    call_command("forget_second_step", "an")
    assert capsys.readouterr().out == "an: taken away.\nan: there was none.\n"
    with pytest.raises(CommandError, match="Nobody has the user name niemand"):
        call_command("forget_second_step", "niemand")


def test_who_left_leaves_no_keys_behind(lindehoek, an, telephone):
    make_user(lindehoek, Role.ADMIN)
    telephone(an)
    recovery.new_codes(an)
    close_account(an, lindehoek)
    assert number_of_ways(an) == recovery.codes_left(an) == 0


def test_one_village_does_not_see_the_devices_of_another(lindehoek, zavelberg, an, telephone):
    telephone(an)
    recovery.new_codes(an)
    with scoped(zavelberg.scope()):
        assert not TOTPDevice.objects.exists()
        assert not StaticToken.objects.exists()
    with scoped(lindehoek.scope()):
        assert TOTPDevice.objects.count() == 1


def test_it_costs_one_query_and_none_after_the_step(lindehoek, an, visit, telephone, django_assert_num_queries):
    from security.second_step import state_of

    with scoped(lindehoek.scope()):
        with django_assert_num_queries(1):
            state_of(an, verified=False)
        with django_assert_num_queries(0):
            state_of(an, verified=True)


def test_a_role_that_does_not_exist_is_said_at_the_start(settings):
    settings.SECOND_STEP_REQUIRED = ["final_editor", "burgemeester"]
    with pytest.raises(SystemCheckError, match="burgemeester"):
        call_command("check")


def test_a_clock_half_a_minute_off_is_no_hindrance(lindehoek, an, visit, telephone):
    import time

    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    late = phone.code_at(time.time() - dt.timedelta(seconds=25).seconds)
    assert client.post(PROVE, {"code": late}).status_code == 302
