"""A password is half a login for whoever has, or must have, a second step."""

import datetime as dt
import re

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from demo.factories import make_user
from security import recovery
from security.second_step import app_of, number_of_ways
from villages.access import close_account
from villages.models import User, VillageRole
from villages.scope import every_village, scoped

from .conftest import PASSWORD, Telephone, key_on, log_in

pytestmark = pytest.mark.django_db
Role = VillageRole.Role
PROVE = "/admin/tweede-stap/"
OWN = "/admin/account/tweede-stap/"


@pytest.fixture
def an(lindehoek):
    return make_user(lindehoek, Role.FINAL_EDITOR, username="an", password=PASSWORD)


@pytest.fixture
def required(settings):
    settings.SECOND_STEP_REQUIRED = ["final_editor", "admin", "keeper"]


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_who_has_no_second_step_and_needs_none_logs_in_as_ever(lindehoek, an, visit):
    client = visit(lindehoek)
    log_in(client, an)
    assert is_in(client)


def test_after_the_password_comes_the_code(lindehoek, an, visit, telephone):
    phone, client = telephone(an), visit(lindehoek)
    response = log_in(client, an, follow=True)
    assert response.redirect_chain[-1] == (f"{PROVE}?next=%2Fadmin%2F", 302)
    assert not is_in(client)
    assert client.post(PROVE, {"code": phone.code}).headers["Location"] == "/admin/"
    assert is_in(client)


def test_half_a_login_is_nobody_everywhere(lindehoek, an, visit, telephone):
    telephone(an)
    client = visit(lindehoek)
    log_in(client, an)
    for address in ("/admin/pages/", "/admin/account/", "/admin/users/", OWN, f"{OWN}app/", f"{OWN}codes/"):
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302
            assert response.headers["Location"].startswith(PROVE)
    response = client.get("/")
    assert response.wsgi_request.user.is_anonymous


def test_where_somebody_was_going_is_where_she_arrives(lindehoek, an, visit, telephone):
    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    asked = client.get("/admin/account/?tab=1").headers["Location"]
    page = client.get(asked).content.decode()
    wanted = re.search(r'name="next" value="([^"]*)"', page)[1]
    assert client.post(PROVE, {"code": phone.code, "next": wanted}).headers["Location"] == "/admin/account/?tab=1"


@pytest.mark.parametrize("wanted", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(lindehoek, an, visit, telephone, wanted):
    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    assert client.post(PROVE, {"code": phone.code, "next": wanted}).headers["Location"] == "/admin/"


def test_a_code_works_once(lindehoek, an, visit, telephone, rest):
    phone = telephone(an)
    code = phone.code
    first, second = visit(lindehoek), visit(lindehoek)
    for client in (first, second):
        log_in(client, an)
    assert first.post(PROVE, {"code": code}).status_code == 302
    page = second.post(PROVE, {"code": code}).content.decode()
    assert "al eens gebruikt" in page
    assert not is_in(second)


@pytest.mark.parametrize("code", ["", "12345", "abc", "١٢٣٤٥٦", "1" * 500, "abcd-efgh-jkm", "\0"])
def test_what_is_no_code_gets_an_answer(lindehoek, an, visit, telephone, code):
    telephone(an)
    client = visit(lindehoek)
    log_in(client, an)
    response = client.post(PROVE, {"code": code})
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert not is_in(client)


def test_wrong_codes_make_one_wait_and_say_how_long(lindehoek, an, visit, telephone, rest):
    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    wrong = f"{(int(phone.code) + 1) % 1_000_000:06}"
    assert "klopt niet" in client.post(PROVE, {"code": wrong}).content.decode()
    device = app_of(an)
    assert device.throttling_failure_count == 1
    device.throttling_failure_count = 12  # 2048 seconds
    device.save()
    assert re.search(r"Wacht (20|19)\d\d seconden", client.post(PROVE, {"code": phone.code}).content.decode())
    assert not is_in(client)
    rest(an)
    assert client.post(PROVE, {"code": phone.code}).status_code == 302


def test_a_code_from_somebody_elses_telephone_is_wrong(lindehoek, an, visit, telephone):
    bert = make_user(lindehoek, Role.EDITOR, username="bert")
    telephone(an)
    other, client = telephone(bert), visit(lindehoek)
    log_in(client, an)
    assert client.post(PROVE, {"code": other.code}).status_code == 200
    assert not is_in(client)


def test_the_session_gets_another_key_with_the_second_step(lindehoek, an, visit, telephone):
    phone, client = telephone(an), visit(lindehoek)
    log_in(client, an)
    before = client.cookies["sessionid"].value
    client.post(PROVE, {"code": phone.code})
    assert client.cookies["sessionid"].value != before
    stolen = visit(lindehoek)
    stolen.cookies["sessionid"] = before
    assert not is_in(stolen)


def test_the_session_gets_another_key_with_a_new_password_and_others_end(lindehoek, an, visit):
    client, other = visit(lindehoek), visit(lindehoek)
    log_in(client, an)
    log_in(other, an)
    before = client.cookies["sessionid"].value
    new = "een-heel-nieuw-woord-9"
    data = {
        "name_email-first_name": "An",
        "name_email-last_name": "P",
        "name_email-email": an.email,
        "notifications-submitted_notifications": "on",
        "locale-preferred_language": "nl",
        "locale-current_time_zone": "Europe/Brussels",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": PASSWORD,
        "password-new_password1": new,
        "password-new_password2": new,
    }
    response = client.post("/admin/account/", data)
    assert response.status_code == 302, response.content.decode()
    assert User.objects.get(pk=an.pk).check_password(new)
    assert client.cookies["sessionid"].value != before
    assert is_in(client)
    assert not is_in(other)


def test_she_can_turn_back(lindehoek, an, visit, telephone):
    telephone(an)
    client = visit(lindehoek)
    log_in(client, an)
    assert client.post(PROVE, {"cancel": "1"}).headers["Location"] == "/admin/login/"
    assert "_auth_user_id" not in client.session


def test_the_door_is_no_page_for_visitors_nor_for_who_is_in(lindehoek, an, visit):
    assert visit(lindehoek).get(PROVE).headers["Location"] == "/admin/"
    assert visit(lindehoek, an).get(PROVE).headers["Location"] == "/admin/"


def set_up(client, code=None):
    page = client.get(f"{OWN}app/").content.decode()
    phone = Telephone(key_on(page))
    return phone, client.post(f"{OWN}app/", {"code": code or phone.code})


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
