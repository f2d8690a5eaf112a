"""A village that is called otherwise goes by its new name everywhere."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, Workflow

from demo.factories import home_of, make_village
from villages.models import User, Village
from villages.scope import every_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def oudeberg():
    return make_village("Oudeberg", "oudeberg.localhost", ["nl", "fr"])


def names_of(slug):
    village = Village.objects.get(slug=slug)
    with every_village():
        return {
            "site": village.site.site_name,
            "home": home_of(village).title,
            "draft": home_of(village).get_latest_revision_as_object().title,
            "french home": home_of(village, "fr").title,
            "collection": village.collection.name,
            "groups": sorted(Group.objects.filter(village_role__village=village).values_list("name", flat=True)),
            "workflow": home_of(village).get_workflow().name,
            "task": home_of(village).get_workflow().tasks.get().name,
        }


EXPECTED = {
    "site": "De Linde",
    "home": "De Linde",
    "draft": "De Linde",
    "french home": "De Linde",
    "collection": "De Linde",
    "groups": ["De Linde: admin", "De Linde: editor", "De Linde: final_editor"],
    "workflow": "Eindredactie De Linde",
    "task": "Eindredactie De Linde",
}


def test_the_command_renames_all_of_it(oudeberg, visit):
    call_command("change_village", "oudeberg", name=" De Linde ")
    assert names_of("oudeberg") == EXPECTED
    page = visit(oudeberg).get("/").content.decode()
    assert "De Linde" in page
    assert "Oudeberg" not in page


def test_the_platforms_form_renames_all_of_it(oudeberg, visit):
    keeper = User.objects.create_superuser("keeper", "keeper@example.be", "een-lang-wachtwoord")
    answer = visit("localhost", keeper).post("/admin/dorpen/oudeberg/naam/", {"name": "De Linde", "port": 80})
    assert answer.status_code == 302
    assert names_of("oudeberg") == EXPECTED


def test_a_home_page_with_a_title_of_its_own_keeps_it(oudeberg):
    home = home_of(oudeberg)
    home.title = "Welkom thuis"
    home.save_revision().publish()
    call_command("change_village", "oudeberg", name="De Linde")
    assert names_of("oudeberg")["home"] == "Welkom thuis"
    assert names_of("oudeberg")["french home"] == "De Linde"


def test_a_draft_that_somebody_works_on_stays_a_draft(oudeberg):
    home = home_of(oudeberg)
    home.search_description = "Nog niet klaar"
    home.save_revision()
    call_command("change_village", "oudeberg", name="De Linde")
    home = home_of(oudeberg)
    assert (home.title, home.search_description) == ("De Linde", "")
    draft = home.get_latest_revision_as_object()
    assert (draft.title, draft.search_description) == ("De Linde", "Nog niet klaar")
    assert home.has_unpublished_changes


def test_two_villages_of_one_name_have_groups_apart(oudeberg):
    make_village("De Linde", "linde.localhost", ["nl"])
    call_command("change_village", "oudeberg", name="De Linde")
    assert names_of("oudeberg")["groups"][0] == "De Linde (oudeberg): admin"
    assert Group.objects.filter(name="De Linde: admin").count() == 1


def test_another_villages_names_stay(oudeberg, zavelberg):
    call_command("change_village", "oudeberg", name="De Linde")
    assert Workflow.objects.filter(name="Eindredactie Zavelberg").count() == 1
    assert Collection.objects.filter(name="Zavelberg").count() == 1
    assert Group.objects.filter(name="Zavelberg: admin").count() == 1
