"""A printed edition stands as it is; what changes is a correction, online and in the next edition."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, streamfield

from demo.factories import TODAY, make_article, make_edition, make_user
from dorpskrant.models import ArticlePage, EditionPage, PrintedEdition
from dorpskrant.paper import Channel, edition_document
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
Role = VillageRole.Role


@pytest.fixture
def edition(lindehoek):
    return make_edition(lindehoek)


@pytest.fixture
def client(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))


def form_of(article, **changes):
    data = {
        "title": article.title,
        "slug": article.slug,
        "intro": article.intro,
        "rubric": article.rubric,
        "weight": article.weight,
        "photo_columns": article.photo_columns,
        "body": streamfield([]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        **changes,
    }
    return nested_form_data(data)


def mark(client, edition, **data):
    return client.post(f"/admin/ingezonden/editie/{edition.pk}/gedrukt/", data)


def test_a_change_in_a_printed_edition_needs_a_correction(edition, client, visit, lindehoek):
    article = make_article(edition, body=[])
    url = f"/admin/pages/{article.pk}/edit/"
    assert client.post(url, form_of(article, title="Vrij veranderd")).status_code == 302
    mark(client, edition)
    assert PrintedEdition.objects.filter(pk=edition.pk).exists()
    refused = client.post(url, form_of(article, title="Stil veranderd"))
    assert refused.status_code == 200
    assert "Zeg in één zin wat er rechtgezet is" in refused.content.decode()
    corrected = form_of(article, title="De linde krijgt geen bank", correction="Er komt toch geen bank.")
    assert client.post(url, {**corrected, "action-publish": "1"}).status_code == 302
    page = visit(lindehoek).get(ArticlePage.objects.get(pk=article.pk).get_url()).content.decode()
    assert "Rechtgezet" in page
    assert "Er komt toch geen bank." in page


def test_nothing_new_comes_into_a_printed_edition(edition, client):
    mark(client, edition)
    article = ArticlePage(title="Te laat", slug="te-laat")
    answer = client.post(f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/", form_of(article))
    assert answer.status_code == 200
    assert "Deze editie is gedrukt" in answer.content.decode()
    assert client.post(f"/admin/papier/{edition.pk}/schikken/", {"layout": "a4-2"}).status_code == 409
    mark(client, edition, undo="1")
    assert not PrintedEdition.objects.exists()


def test_corrections_stand_on_paper_in_the_next_edition(edition, client, lindehoek):
    make_article(edition, title="De bank", correction="Er komt toch geen bank.")
    following = make_edition(
        lindehoek, title="Lente 2027", slug="lente-2027", number=1, publication_date=TODAY + dt.timedelta(days=90)
    )
    with scoped(lindehoek.scope()):
        assert edition_document(following, Channel.PAPER).articles == ()
        mark(client, edition)
        (article,) = edition_document(following, Channel.PAPER).articles
        assert "Er komt toch geen bank." in str(article.body)
        assert "corrections" not in str(
            edition_document(EditionPage.objects.get(pk=edition.pk), Channel.PAPER).articles
        )


def test_the_neighbours_edition_is_not_theirs_to_print(edition, zavelberg, visit):
    other = visit(zavelberg, make_user(zavelberg, Role.ADMIN))
    assert mark(other, edition).status_code == 404
    assert not PrintedEdition.objects.exists()


IN_THE_BROWSER = {"headers": {"accept": "text/html,*/*"}}


@pytest.fixture
def two(edition):
    return [make_article(edition, title=title) for title in ("Een", "Twee")]


@pytest.fixture
def printed(edition, two):
    return PrintedEdition.objects.create(edition=edition).edition


@pytest.fixture
def following(lindehoek):
    return make_edition(
        lindehoek, title="Lente 2027", slug="lente-2027", number=1, publication_date=TODAY + dt.timedelta(days=90)
    )


def in_order(edition):
    return [page.title for page in ArticlePage.objects.child_of(edition).order_by("path")]


def positions(client, page, place, **how):
    return client.post(f"/admin/pages/{page.pk}/set_position/?position={place}", **how)


def test_dragging_in_the_list_moves_nothing_in_a_printed_edition(edition, two, client):
    assert positions(client, two[1], 0).status_code == 200
    assert in_order(edition) == ["Twee", "Een"]
    PrintedEdition.objects.create(edition=edition)
    for place in ("1", "", "99"):
        refused = positions(client, two[1], place)
        assert refused.status_code == 409
        assert "in dezelfde volgorde" in refused.content.decode()
        assert in_order(edition) == ["Twee", "Een"]
    assert "in dezelfde volgorde" in client.get(f"/admin/pages/{edition.pk}/").content.decode()


def test_the_list_of_a_printed_edition_is_not_offered_for_dragging(printed, following, client):
    answer = client.get(f"/admin/pages/{printed.pk}/?ordering=ord", follow=True, **IN_THE_BROWSER)
    assert answer.redirect_chain == [(f"/admin/pages/{printed.pk}/", 302)]
    shown = answer.content.decode()
    assert "in dezelfde volgorde" in shown
    assert "set_position" not in shown
    make_article(following)
    assert "set_position" in client.get(f"/admin/pages/{following.pk}/?ordering=ord").content.decode()


DOORS = {
    "move out": ("pages/{inside}/move/{open}/confirm/", {}),
    "move in": ("pages/{outside}/move/{printed}/confirm/", {}),
    "move many out": ("bulk/wagtailcore/page/move/?id={inside}", {"chooser": "{open}"}),
    "move many in": ("bulk/wagtailcore/page/move/?id={outside}", {"chooser": "{printed}"}),
    "delete": ("pages/{inside}/delete/", {}),
    "delete many": ("bulk/wagtailcore/page/delete/?id={inside}", {}),
    "delete the edition": ("pages/{printed}/delete/", {}),
    "delete many editions": ("bulk/wagtailcore/page/delete/?id={printed}", {}),
    "copy in": (
        "pages/{outside}/copy/",
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": "{printed}", "publish_copies": "on"},
    ),
    "alias in": (
        "pages/{outside}/copy/",
        {"new_title": "Alias", "new_slug": "alias", "new_parent_page": "{printed}", "alias": "on"},
    ),
    "take over": ("overnemen/{printed}/", {"article": "1"}),
    "arrows": ("papier/{printed}/schikken/", {"item": "a{inside}", "move": "up"}),
    "layout": ("papier/{printed}/schikken/", {"layout": "a4-2"}),
    "add an advert": ("papier/{printed}/advertenties/nieuw/", {"name": "Bakker"}),
}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_changes_what_a_printed_edition_holds(printed, two, following, lindehoek, visit, door):
    outside = make_article(following, title="Buiten")
    places = {"inside": two[1].pk, "outside": outside.pk, "printed": printed.pk, "open": following.pk}
    address, data = DOORS[door]
    client = visit(lindehoek, make_user(lindehoek, Role.ADMIN))
    layout = EditionPage.objects.get(pk=printed.pk).paper_layout
    filled = {name: value.format(**places) for name, value in data.items()}
    answer = client.post(f"/admin/{address.format(**places)}", filled, follow=True, **IN_THE_BROWSER)
    assert "Deze editie is gedrukt: wat erin staat, blijft erin, in dezelfde volgorde" in answer.content.decode()
    assert in_order(printed) == ["Een", "Twee"]
    assert in_order(following) == ["Buiten"]
    assert EditionPage.objects.get(pk=printed.pk).paper_layout == layout
    assert not printed.adverts.exists()


def test_a_printed_edition_can_be_copied_and_the_copy_is_open(printed, client):
    data = {"new_title": "Opnieuw", "new_slug": "opnieuw", "new_parent_page": printed.get_parent().pk}
    assert client.post(f"/admin/pages/{printed.pk}/copy/", {**data, "copy_subpages": "on"}).status_code == 302
    copy = EditionPage.objects.get(slug="opnieuw")
    assert in_order(copy) == ["Een", "Twee"]
    article = ArticlePage.objects.child_of(copy).last()
    assert positions(client, article, 0).status_code == 200
    assert in_order(copy) == ["Twee", "Een"]


def test_articles_of_an_edition_cost_as_many_queries_when_it_is_printed(
    edition, two, client, django_assert_max_num_queries
):
    client.get(f"/admin/pages/{edition.pk}/")
    with CaptureQueriesContext(connection) as before:
        client.get(f"/admin/pages/{edition.pk}/")
    PrintedEdition.objects.create(edition=edition)
    with django_assert_max_num_queries(len(before)):
        client.get(f"/admin/pages/{edition.pk}/")
