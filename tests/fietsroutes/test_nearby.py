import pytest
from wagtail.models import PageViewRestriction

from demo.factories import make_village, routes_of
from villages.models import Neighbour

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbours(lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    return lindehoek, zavelberg


def listed(visit, village):
    return visit(village).get(routes_of(village).url).content.decode()


def test_a_neighbours_shared_route_stands_in_the_list_with_a_link_to_its_own_site(visit, neighbours, make_route):
    here, there = neighbours
    make_route(there, title="Rond de molen", is_shared=True, stops=2)
    html = listed(visit, here)
    assert "In de dorpen rondom" in html
    assert "Rond de molen" in html
    assert 'href="http://zavelberg.localhost/fietsroutes/rond-de-molen/"' in html
    assert "2 verhalen onderweg" in html


def test_what_is_not_shared_live_or_public_stays_there(visit, neighbours, make_route):
    here, there = neighbours
    make_route(there, title="Niet gedeeld", slug="een")
    make_route(there, title="Nog niet klaar", slug="twee", is_shared=True, publish=False)
    private = make_route(there, title="Met wachtwoord", slug="drie", is_shared=True)
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    html = listed(visit, here)
    assert not any(title in html for title in ("Niet gedeeld", "Nog niet klaar", "Met wachtwoord", "dorpen rondom"))


def test_a_village_that_was_not_chosen_is_not_listed(visit, neighbours, make_route):
    here, there = neighbours
    make_route(make_village("Verweg"), title="Ver weg", is_shared=True)
    make_route(here, title="Van ons", is_shared=True)
    assert "Ver weg" not in listed(visit, here)
    assert "Van ons" not in listed(visit, there)  # it need not be mutual


def test_nothing_but_plain_data_crosses(visit, neighbours, make_route):
    here, there = neighbours
    make_route(there, title="Rond de molen", is_shared=True, description="<p>Geheim van Zavelberg</p>")
    html = listed(visit, here)
    assert "Geheim" not in html
    assert "brug van Zavelberg" not in html
    assert f"/media/v/{there.collection.path[4:8].lower()}" not in html


def test_thirty_shared_routes_ask_as_many_queries_as_one(visit, neighbours, make_route, django_assert_max_num_queries):
    here, there = neighbours
    make_route(there, is_shared=True, slug="een", stops=0)

    def count():
        listed(visit, here)
        with django_assert_max_num_queries(100) as captured:
            listed(visit, here)
        return len(captured)

    one = count()
    for number in range(9):
        make_route(there, is_shared=True, slug=f"route-{number}", stops=1)
    assert count() == one
