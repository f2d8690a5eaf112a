"""Who did what, per village: what is in the log, who reads it, and when it is forgotten."""

import datetime as dt
import inspect
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from core import chores
from demo.factories import home_of, make_article, make_edition, make_image, make_user
from security import codes, recovery
from security.log import Deed, note
from security.models import LogRow
from security.reading import PAGE, Question, lines
from security.screens import SCREENS
from security.throttle import PER_NAME_AND_ADDRESS
from tests.isolation.routes import every_route
from villages.access import close_account
from villages.exporting import export_village
from villages.inviting import invite
from villages.models import Neighbour, User, VillageRole
from villages.scope import every_village, scoped

from .conftest import PASSWORD, log_in

pytestmark = pytest.mark.django_db
Role = VillageRole.Role
JOURNAL = "/admin/logboek/"


@pytest.fixture(autouse=True)
def empty_log(db):
    with every_village():
        LogRow.objects.all().delete()
        PageLogEntry.objects.all().delete()
        ModelLogEntry.objects.all().delete()


@pytest.fixture
def admin(lindehoek):
    return make_user(lindehoek, Role.ADMIN, username="rita", password=PASSWORD, first_name="Rita", last_name="Claes")


def deeds(village):
    with scoped(village.scope()):
        return list(LogRow.objects.order_by("pk").values_list("deed", flat=True))


def told(village, **question):
    with scoped(village.scope()):
        return [(line.who, line.what, line.about) for line in lines(Question(**question))[0]]


def clear():
    with every_village():
        LogRow.objects.all().delete()


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


@pytest.mark.parametrize("role", [Role.FINAL_EDITOR, Role.ADMIN])
def test_the_final_editor_and_the_admin_read_it(lindehoek, visit, role):
    reader = make_user(lindehoek, role, first_name="Els", last_name="Wouters")
    client = visit(lindehoek, reader)
    page = client.get(JOURNAL)
    assert page.status_code == 200
    assert "Els Wouters" in page.content.decode()
    assert JOURNAL in client.get("/admin/").content.decode()


def test_an_editor_does_not(lindehoek, visit):
    client = visit(lindehoek, make_user(lindehoek, Role.EDITOR))
    assert client.get(JOURNAL).status_code in (302, 403)
    assert JOURNAL not in client.get("/admin/").content.decode()


def test_one_village_reads_nothing_of_another(lindehoek, zavelberg, admin, visit):
    note(Deed.LOGIN, person=admin, village=lindehoek.pk)
    make_article(make_edition(lindehoek), title="Alleen in Lindehoek")
    other = make_user(zavelberg, Role.ADMIN, first_name="Zita")
    page = visit(zavelberg, other).get(JOURNAL).content.decode()
    assert "Rita Claes" not in page
    assert "Alleen in Lindehoek" not in page
    keeper = User.objects.create_superuser("keeper", password=PASSWORD)
    everything = visit("localhost", keeper).get(JOURNAL).content.decode()
    assert "Rita Claes" in everything
    assert "Lindehoek" in everything


def test_it_can_be_asked_for_a_person_a_kind_and_a_day(lindehoek, admin, visit):
    bert = make_user(lindehoek, Role.EDITOR, username="bert", first_name="Bert", last_name="Maes")
    clear()
    note(Deed.LOGIN, person=admin, village=lindehoek.pk)
    note(Deed.LOGIN, person=bert, village=lindehoek.pk)
    note(Deed.CHANGED, person=bert, about="village_neighbours", village=lindehoek.pk)
    assert told(lindehoek, person=admin) == [("Rita Claes", "logde in", "")]
    assert len(told(lindehoek, kind="people")) == 2
    assert told(lindehoek, kind="content") == [("Bert Maes", "werkte op het scherm", "Buurdorpen")]
    assert told(lindehoek, day=timezone.now() - dt.timedelta(days=1)) == []
    client = visit(lindehoek, admin)
    assert "Bert Maes</td>" not in client.get(f"{JOURNAL}?person={admin.pk}").content.decode()


@pytest.mark.parametrize(
    "query",
    ["kind=x", "person=x", "person=999999", "day=morgen", "day=9999-12-31", "voor=x", "voor=2026-13-01T00:00", "x=1"],
)
def test_questions_that_make_no_sense_get_an_answer(lindehoek, admin, visit, query):
    assert visit(lindehoek, admin).get(f"{JOURNAL}?{query}").status_code == 200


def test_older_lines_are_a_page_further_and_none_is_lost(lindehoek, admin, visit):
    start = timezone.now() - dt.timedelta(days=2)
    clear()
    with every_village():
        LogRow.objects.bulk_create(
            LogRow(village=lindehoek, at=start + dt.timedelta(minutes=n // 2), deed="changed", about=f"scherm-{n}")
            for n in range(3 * PAGE)
        )
    client, seen, address = visit(lindehoek, admin), [], JOURNAL
    clear_to = re.compile(r"scherm-(\d+)<")
    while address:
        page = client.get(address).content.decode()
        seen += clear_to.findall(page)
        older = re.search(r'href="(\?[^"]*)">Ouder', page)
        address = JOURNAL + older[1].replace("&amp;", "&") if older else ""
    assert sorted(map(int, seen)) == list(range(3 * PAGE))


def test_reading_costs_the_same_however_long_the_log_is(lindehoek, admin, django_assert_max_num_queries):
    article = make_article(make_edition(lindehoek), title="De bever")
    for number in range(60):
        note(Deed.ROLE_GIVEN, person=admin, whom=admin, about="editor", village=lindehoek.pk)
        if number < 30:
            article.save_revision(user=admin, log_action=True)
    with scoped(lindehoek.scope()), django_assert_max_num_queries(5):
        assert len(lines(Question())[0]) >= PAGE


def test_old_rows_are_forgotten_and_addresses_before_them(lindehoek, zavelberg, admin, capsys):
    now = timezone.now()
    home = home_of(lindehoek)
    home.save_revision(user=admin, log_action=True)
    with every_village():
        LogRow.objects.all().delete()
        for village in (lindehoek, zavelberg, None):
            for days in (1, 40, 400):
                LogRow.objects.create(
                    village=village, at=now - dt.timedelta(days=days), deed="login", address="198.51.100.7"
                )
        PageLogEntry.objects.update(timestamp=now - dt.timedelta(days=400))
    call_command("forget_log", "--village", "lindehoek")
    with every_village():
        assert LogRow.objects.filter(village=lindehoek).count() == 2
        assert LogRow.objects.filter(village=lindehoek, address=None).count() == 1
        assert LogRow.objects.exclude(village=lindehoek).count() == 6
        assert not PageLogEntry.objects.filter(page=home).exists()
    call_command("forget_log")
    with every_village():
        assert LogRow.objects.count() == 6
        assert LogRow.objects.exclude(address=None).count() == 3
    call_command("forget_log", "--days", "10")
    with every_village():
        assert LogRow.objects.count() == 3


def test_a_name_that_is_to_be_forgotten_is_forgotten_in_the_log_too(lindehoek, admin):
    an = make_user(lindehoek, Role.EDITOR, username="an", first_name="An", last_name="Peeters")
    note(Deed.LOGIN, person=an, village=lindehoek.pk)
    close_account(an, lindehoek, forget_name=True)
    assert "Peeters" not in str(told(lindehoek))


def test_setting_up_is_noted(lindehoek, admin, visit):
    client = visit(lindehoek, admin)
    clear()
    page = client.get("/admin/account/tweede-stap/app/").content.decode()
    from .conftest import Telephone, key_on

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
