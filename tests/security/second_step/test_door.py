"""The door between the password and the admin."""

import re

import pytest

from demo.factories import make_user
from security.second_step import app_of
from tests.security.conftest import PASSWORD, log_in
from tests.security.second_step.conftest import OWN, PROVE, Role, is_in
from villages.models import User

pytestmark = pytest.mark.django_db


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
