"""Who reads the log, what can be asked of it, and what it forgets."""

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from demo.factories import home_of, make_article, make_edition, make_user
from security.log import Deed, note
from security.models import LogRow
from security.reading import PAGE, Question, lines
from tests.security.conftest import PASSWORD
from tests.security.log.conftest import JOURNAL, Role, clear, told
from villages.access import close_account
from villages.models import User
from villages.scope import every_village, scoped

pytestmark = pytest.mark.django_db


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
