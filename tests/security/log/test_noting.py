"""What is noted in a village's log."""

import datetime as dt
import inspect
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core import chores
from demo.factories import make_article, make_edition, make_image, make_user
from security import codes, recovery
from security.models import LogRow
from security.reading import Question, lines
from security.screens import SCREENS
from security.throttle import PER_NAME_AND_ADDRESS
from tests.isolation.routes import every_route
from tests.security.conftest import PASSWORD, log_in
from tests.security.log.conftest import Role, clear, deeds, told
from villages.exporting import export_village
from villages.inviting import invite
from villages.models import Neighbour, User
from villages.scope import every_village, scoped

pytestmark = pytest.mark.django_db


def test_coming_and_going_is_noted_with_the_address(lindehoek, zavelberg, admin, visit):
    clear()
    client = visit(lindehoek)
    client.post("/admin/login/", {"username": "rita", "password": PASSWORD}, REMOTE_ADDR="198.51.100.7")
    client.post("/admin/logout/", REMOTE_ADDR="198.51.100.7")
    assert deeds(lindehoek) == ["login", "logout"]
    assert deeds(zavelberg) == []
    with scoped(lindehoek.scope()):
        assert {(row.person, row.address) for row in LogRow.objects.all()} == {(admin, "198.51.100.7")}


def test_a_shut_door_is_noted_once_however_often_somebody_knocks(lindehoek, admin, visit):
    clear()
    for _attempt in range(PER_NAME_AND_ADDRESS + 5):
        visit(lindehoek).post("/admin/login/", {"username": "rita", "password": "anders"})
    assert deeds(lindehoek) == ["locked"]


def test_half_a_login_is_none_and_a_wrong_code_after_a_right_password_is_noted(
    lindehoek, admin, visit, telephone, rest
):
    phone = telephone(admin)
    clear()
    client = visit(lindehoek)
    log_in(client, admin)
    assert deeds(lindehoek) == []
    client.post("/admin/tweede-stap/", {"code": f"{(int(phone.code) + 1) % 1_000_000:06}"})
    rest(admin)
    client.post("/admin/tweede-stap/", {"code": phone.code})
    assert deeds(lindehoek) == ["wrong_step", "login"]


def test_what_somebody_does_with_her_second_step_is_noted(lindehoek, admin, visit, telephone):
    telephone(admin)
    code = recovery.new_codes(admin)[0]
    clear()
    client = visit(lindehoek)
    log_in(client, admin)
    client.post("/admin/tweede-stap/", {"code": code})
    client.post("/admin/account/tweede-stap/codes/")
    client.post("/admin/account/tweede-stap/app/weg/")
    assert deeds(lindehoek) == ["code_used", "codes", "step_removed"]


def test_roles_are_noted_in_the_village_that_they_are_roles_in(lindehoek, zavelberg, admin):
    bert = make_user(lindehoek, Role.EDITOR, username="bert", first_name="Bert", last_name="Maes")
    clear()
    bert.groups.add(zavelberg.roles.get(role=Role.ADMIN).group)
    bert.groups.remove(lindehoek.roles.get(role=Role.EDITOR).group)
    assert told(lindehoek) == [("", "nam een rol af van", "Bert Maes: redacteur")]
    assert told(zavelberg) == [("", "gaf een rol aan", "Bert Maes: beheerder")]
    bert.groups.clear()
    assert deeds(zavelberg) == ["role_given", "role_taken"]
    zavelberg.roles.get(role=Role.EDITOR).group.user_set.add(bert)
    assert deeds(zavelberg) == ["role_given", "role_taken", "role_given"]


def test_letting_people_in_and_out_says_who_did_it(lindehoek, admin, visit):
    an = make_user(lindehoek, Role.EDITOR, username="an", first_name="An", last_name="Peeters")
    client = visit(lindehoek, admin)
    clear()
    client.post("/admin/uitnodigingen/nieuw/", {"email": "nieuw@example.be", "name": "", "role": "editor"})
    invitation = lindehoek.invitations.get()
    client.post(f"/admin/uitnodigingen/{invitation.pk}/intrekken/")
    client.post(f"/admin/users/delete/{an.pk}/")
    assert ("Rita Claes", "nodigde iemand uit", "nieuw@example.be") in told(lindehoek)
    assert ("Rita Claes", "trok een uitnodiging in", "nieuw@example.be") in told(lindehoek)
    assert ("Rita Claes", "sloot de account van", "An Peeters") in told(lindehoek)


def test_what_a_command_forgets_nobody_withdrew(lindehoek, admin):
    invitation = invite(lindehoek, "weg@example.be", Role.EDITOR)
    type(invitation)._base_manager.update(expires_at=timezone.now() - dt.timedelta(days=100))
    clear()
    call_command("forget_invitations")
    assert not lindehoek.invitations.exists()
    assert deeds(lindehoek) == []


def test_a_new_password_is_noted_and_never_what_it_is(lindehoek, admin, visit):
    an = make_user(lindehoek, Role.EDITOR, username="an", first_name="An", last_name="Peeters")
    data = {"first_name": "An", "last_name": "Peeters", "email": an.email, "username": "an"}
    client = visit(lindehoek, admin)
    clear()
    new = "een-heel-nieuw-woord-9"
    client.post(
        f"/admin/users/edit/{an.pk}/", {**data, "groups": an.groups.get().pk, "password1": new, "password2": new}
    )
    assert ("Rita Claes", "stelde een nieuw wachtwoord in voor", "An Peeters") in told(lindehoek)
    with every_village():
        everything = f"{list(LogRow.objects.values())}{list(ModelLogEntry.objects.values())}"
    assert new not in everything


def test_the_keeper_leaves_a_trace_in_the_village(lindehoek, zavelberg, admin, visit, telephone):
    telephone(admin)
    keeper = User.objects.create_superuser("keeper", first_name="Kim", password=PASSWORD)
    client = visit("localhost", keeper)
    clear()
    client.post(f"/admin/mensen/{admin.pk}/tweede-stap-weg/")
    assert told(lindehoek) == [("Kim", "haalde de tweede stap weg bij", "Rita Claes")]
    assert told(zavelberg) == []


def test_wagtails_own_rows_are_lines_too(lindehoek, admin, visit):
    article = make_article(make_edition(lindehoek), title="De bever is terug")
    client = visit(lindehoek, admin)
    clear()
    client.post(f"/admin/pages/{article.pk}/unpublish/")
    with scoped(lindehoek.scope()):
        line = next(line for line in lines(Question())[0] if line.about == "De bever is terug")
    assert (line.who, line.url) == ("Rita Claes", f"/admin/pages/{article.pk}/edit/")


def test_what_was_deleted_stays_in_the_log_of_its_village(lindehoek, zavelberg, admin, visit):
    article = make_article(make_edition(lindehoek), title="De bever is terug")
    photo = make_image(lindehoek, "Foto van de bever")
    client = visit(lindehoek, admin)
    clear()
    client.post(f"/admin/pages/{article.pk}/delete/")
    visit("localhost", User.objects.create_superuser("keeper")).post(f"/admin/images/{photo.pk}/delete/")
    assert ("Rita Claes", "verwijderde", "De bever is terug") in told(lindehoek)
    assert "De bever" not in str(told(zavelberg))


def test_a_screen_that_says_nothing_itself_is_in_the_log_all_the_same(lindehoek, zavelberg, admin, visit):
    with every_village():
        Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    client = visit(lindehoek, admin)
    clear()
    client.post(f"/admin/dorp/buren/{zavelberg.pk}/weg/")
    assert told(lindehoek) == [("Rita Claes", "werkte op het scherm", "Buurdorpen")]


def test_looking_and_failing_leave_no_line(lindehoek, admin, visit):
    client = visit(lindehoek, admin)
    clear()
    client.get("/admin/")
    client.get("/admin/users/")
    client.post("/admin/dorp/buren/999999/weg/")
    client.post("/admin/uitnodigingen/nieuw/", {"email": "geen adres"})
    assert deeds(lindehoek) == []


def test_taking_data_out_is_noted(lindehoek, admin, visit, tmp_path):
    client = visit(lindehoek, admin)
    clear()
    response = client.get("/admin/users/?export=csv")
    if response.get("Content-Disposition", "").startswith("attachment"):
        assert deeds(lindehoek) == ["exported"]
    clear()
    client.get("/admin/reports/site-history/?export=csv")
    assert told(lindehoek) == [("Rita Claes", "haalde gegevens op", "Sitegeschiedenis")]
    clear()
    archive = export_village(lindehoek, tmp_path)
    assert told(lindehoek, kind="out") == [("", "haalde gegevens op", archive.path.name)]


def test_setting_up_is_noted(lindehoek, admin, visit):
    client = visit(lindehoek, admin)
    clear()
    page = client.get("/admin/account/tweede-stap/app/").content.decode()
    from tests.security.conftest import Telephone, key_on

    client.post("/admin/account/tweede-stap/app/", {"code": Telephone(key_on(page)).code})
    assert deeds(lindehoek) == ["app", "codes"]
    assert codes.app_of(admin) is not None


# Screens that only show something, that note by themselves what was done, or whose views are Wagtail's, which logs.
SAY_IT_THEMSELVES = {
    "admin/localize/jsi18n/",
    "admin/localize/translate/%(translation_id)s/pofile/upload/",
    "agenda_source_progress",
    "agenda_when_preview",
    "associations:add",
    "calendar_sources:add",
    "calendar_sources:delete",
    "calendar_sources:edit",
    "dorpen:index",
    "dorpen:index_results",
    "dorpen:remove",
    "dorpen:village",
    "ingezonden_inbox",
    "ingezonden_photo",
    "invitations:index",
    "invitations:withdraw",
    "nieuwsbrief_preview",
    "paper_as_printed",
    "paper_status",
    "paper_thumbnail",
    "route_recording",
    "route_track_preview",
    "scans:add",
    "wagtailusers_users:delete",
}


def test_every_screen_of_ours_has_a_name_in_the_log():
    found = set()
    for urlconf in ("config.urls", "config.platform_urls"):
        for route in every_route(urlconf):
            view = inspect.unwrap(route.view)
            module = getattr(view, "view_class", view).__module__
            path = Path(inspect.getfile(sys.modules[module]))
            ours = path.is_relative_to(settings.ROOT) and ".venv" not in path.parts
            if ours and route.template.startswith("admin/") and not module.startswith("security."):
                found.add(route.name)
    assert found - set(SCREENS) - SAY_IT_THEMSELVES == set()
    assert SAY_IT_THEMSELVES - found == set()


def test_villages_that_exist_may_read_it_after_the_next_migrate(lindehoek):
    group = lindehoek.roles.get(role=Role.FINAL_EDITOR).group
    group.permissions.remove(group.permissions.get(codename="view_logrow"))
    call_command("migrate", verbosity=0)
    assert group.permissions.filter(codename="view_logrow").exists()


def test_what_the_keeper_changes_stands_in_the_villages_own_log(lindehoek, zavelberg, visit):
    keeper = User.objects.create_superuser("keeper", first_name="Kim", password=PASSWORD)
    client = visit("localhost", keeper)
    clear()
    client.post("/admin/dorpen/lindehoek/nog-een-adres/", {"hostname": "www.lindehoek.example"})
    assert told(lindehoek) == [("Kim", "werkte op het scherm", "Dorp: webadres")]
    assert told(zavelberg) == []


def test_it_is_forgotten_every_night_without_anybody_thinking_of_it():
    assert "forget_log" in [work.command for work in chores.regular() if work.hour is not None]
