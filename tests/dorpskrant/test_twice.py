"""Putting something in an edition twice: a second press puts it there once."""

import pytest

from demo.factories import make_article, make_edition, make_user
from dorpskrant.models import Advert, ArticlePage
from villages.models import Neighbour, VillageRole

pytestmark = pytest.mark.django_db
ADVERT = {"name": "Bakkerij Peeters", "size": "1/4", "page": "0", "title": "Peeters", "text": "Elke zondag pistolets"}


@pytest.fixture
def client(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))


def test_an_advert_is_added_once_by_two_presses(client, lindehoek):
    edition = make_edition(lindehoek)
    url = f"/admin/papier/{edition.pk}/advertenties/nieuw/"
    for _ in range(2):
        assert client.post(url, ADVERT).headers["Location"] == f"/admin/papier/{edition.pk}/"
    assert Advert.objects.count() == 1
    client.post(url, {**ADVERT, "text": "Ook op maandag"})
    assert list(Advert.objects.order_by("order").values_list("order", flat=True)) == [0, 1]


def test_an_advert_that_is_gone_is_said_to_be(client, lindehoek):
    edition = make_edition(lindehoek)
    client.post(f"/admin/papier/{edition.pk}/advertenties/nieuw/", ADVERT)
    url = f"/admin/papier/{edition.pk}/advertenties/{Advert.objects.get().pk}/weg/"
    assert client.post(url).status_code == 302
    again = client.post(url)
    assert again.status_code == 404
    assert "Wat je wilde veranderen, is er niet meer" in again.content.decode()


def test_a_neighbours_article_is_taken_over_into_an_edition_once(client, lindehoek, zavelberg):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    offered = make_article(make_edition(zavelberg), title="De bank", offered=True)
    edition, other = make_edition(lindehoek), make_edition(lindehoek, title="Lente 2027", slug="lente-2027")
    url = f"/admin/overnemen/{edition.pk}/"
    first = client.post(url, {"article": offered.pk})
    again = client.post(url, {"article": offered.pk})
    assert again.headers["Location"] == first.headers["Location"]
    assert "“De bank” staat al in deze editie." in client.get(again.headers["Location"]).content.decode()
    assert client.post(f"/admin/overnemen/{other.pk}/", {"article": offered.pk}).status_code == 302
    assert ArticlePage.objects.descendant_of(lindehoek.site.root_page).count() == 2
