"""Founding a village in one step."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, Page, Site, Workflow

from core.uploads import village_prefix
from demo.factories import home_of, make_image, make_user, make_village, newspaper_of
from villages.models import Village, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def test_a_new_village_has_all_its_pages_live(lindehoek):
    titles = [(page.slug, page.live) for page in home_of(lindehoek).get_children()]
    assert titles == [("dorpskrant", True), ("agenda", True), ("fietsroutes", True), ("contact", True)]
    assert not newspaper_of(lindehoek).get_children().get().live


def test_its_pages_are_translated_into_each_of_its_languages(db):
    village = make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr", "en"])
    for language in ("fr", "en"):
        home = home_of(village, language)
        assert home.get_translations().count() == 2
        assert [page.get_translations().count() for page in home.get_children()] == [2, 2, 2, 2]


@pytest.mark.parametrize("host", ["", "https://a.be", "a.be:80", "a b.be", "-a.be", "lindehoek.localhost", "localhost"])
def test_a_wrong_or_taken_host_makes_nothing(lindehoek, host):
    before = (Page.objects.count(), Site.objects.count())
    with pytest.raises(ValidationError):
        make_village("Elders", host or "x y")
    assert (Page.objects.count(), Site.objects.count()) == before


def test_a_village_keeps_its_files_when_one_with_an_earlier_name_is_founded(zavelberg, visit):
    photo = make_image(zavelberg)
    folder = village_prefix(zavelberg.collection)
    new = make_village("Aalbeke", "aalbeke.localhost")
    zavelberg.refresh_from_db()
    assert village_prefix(Village.objects.get(pk=zavelberg.pk).collection) == folder
    assert village_prefix(new.collection) != folder
    assert visit(zavelberg).get(photo.file.url).status_code == 200
    assert visit(new).get(photo.file.url).status_code == 404


def test_collections_that_the_keeper_adds_or_moves_leave_those_of_villages_where_they_are(lindehoek, zavelberg):
    places = {village.pk: village.collection.path for village in Village.objects.all()}
    root = Collection.get_first_root_node()
    added = root.add_child(name="Aaa")
    inside = Village.objects.get(pk=zavelberg.pk).collection.add_child(name="Foto's")
    Collection.objects.get(pk=inside.pk).move(Collection.objects.get(pk=added.pk), "sorted-child")
    assert Collection.objects.get(pk=inside.pk).get_parent() == added
    assert {village.pk: village.collection.path for village in Village.objects.all()} == places


def test_a_failure_half_way_leaves_nothing_behind(lindehoek, monkeypatch):
    before = (Page.objects.count(), Site.objects.count(), Village.objects.count())
    monkeypatch.setattr("villages.founding.grant_roles", lambda village: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_village("Molenkouter", "molenkouter.localhost")
    assert (Page.objects.count(), Site.objects.count(), Village.objects.count()) == before


def test_an_editor_writes_and_a_final_editor_publishes(lindehoek):
    newspaper = newspaper_of(lindehoek)
    may = {}
    for role in VillageRole.Role:
        user = make_user(lindehoek, role)
        with scoped(lindehoek.scope()):
            permissions = newspaper.permissions_for_user(user)
            may[role.value] = (permissions.can_add_subpage(), permissions.can_publish())
    assert may == {"editor": (True, False), "final_editor": (True, True), "admin": (True, True)}


def test_what_an_editor_submits_is_approved_in_her_own_village(lindehoek, zavelberg):
    with scoped(lindehoek.scope()):
        assert newspaper_of(lindehoek).get_workflow().name == "Eindredactie Lindehoek"
        assert Workflow.objects.count() == 1


def test_the_workflow_is_named_in_the_villages_first_language():
    village = make_village("Moulin", languages=["fr", "nl"])
    with scoped(village.scope()):
        assert Workflow.objects.get().name == "Secrétariat de rédaction de Moulin"
