"""A village names its neighbours, and reaches no other village's settings by it."""

import pytest

from demo.factories import make_user, make_village
from villages.models import Neighbour, VillageRole
from villages.neighbours import neighbours_of
from villages.scope import scoped

pytestmark = pytest.mark.django_db
SCREEN = "/admin/dorp/buren/"


@pytest.fixture
def client(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))


@pytest.mark.parametrize(
    "typed", ["Zavelberg", " zavelberg ", "zavelberg.localhost", "https://zavelberg.localhost/agenda/"]
)
def test_a_village_becomes_a_neighbour_by_its_name_or_address(lindehoek, zavelberg, client, typed):
    assert client.post(SCREEN, {"name": typed}).status_code == 302
    assert [village.name for village in neighbours_of(lindehoek)] == ["Zavelberg"]
    assert neighbours_of(zavelberg) == []
    page = client.get(SCREEN).content.decode()
    assert "http://zavelberg.localhost/" in page
    assert "zijn nu jullie buren" in page or "hoort nu bij jullie buurdorpen" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Elders", "Geen enkel dorp hier heet zo."),
        ("Lindehoek", "Dat is je eigen dorp."),
        ("", "verplicht"),
        ("x" * 300, "253"),
    ],
)
def test_what_is_no_neighbour_is_refused_in_words(lindehoek, zavelberg, client, typed, words):
    response = client.post(SCREEN, {"name": typed})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Neighbour.objects.exists()


def test_of_two_villages_with_one_name_the_address_decides(lindehoek, client):
    make_village("Dorp", "dorp.localhost", slug="dorp")
    make_village("Dorp", "dorp2.localhost", slug="dorp2")
    assert "dorp.localhost, dorp2.localhost" in client.post(SCREEN, {"name": "dorp"}).content.decode()
    client.post(SCREEN, {"name": "dorp2.localhost"})
    assert [village.slug for village in neighbours_of(lindehoek)] == ["dorp2"]


def test_a_neighbour_twice_is_said(lindehoek, zavelberg, client):
    client.post(SCREEN, {"name": "Zavelberg"})
    assert "al bij jullie buurdorpen" in client.post(SCREEN, {"name": "Zavelberg"}).content.decode()
    assert Neighbour.objects.count() == 1


def test_a_neighbour_is_taken_off_the_list_by_its_own_village_only(lindehoek, zavelberg, client, visit):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    other = visit(zavelberg, make_user(zavelberg, VillageRole.Role.ADMIN))
    assert other.post(f"{SCREEN}{zavelberg.pk}/weg/").status_code == 404
    assert other.post(f"{SCREEN}{lindehoek.pk}/weg/").status_code == 404
    assert client.post(f"{SCREEN}{zavelberg.pk}/weg/").status_code == 302
    assert not Neighbour.objects.exists()


def test_editors_do_not_choose_neighbours(lindehoek, zavelberg, visit):
    client = visit(lindehoek, make_user(lindehoek))
    assert client.post(SCREEN, {"name": "Zavelberg"}).status_code in (302, 403)
    assert not Neighbour.objects.exists()
    assert SCREEN not in client.get("/admin/").content.decode()


def test_who_chose_us_is_not_ours_to_see(lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    with scoped(zavelberg.scope()):
        assert not Neighbour.objects.exists()
