"""A printed edition stands as it is; what changes is a correction, online and in the next edition."""

import datetime as dt

import pytest
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
    assert client.post(f"/admin/papier/{edition.pk}/schikken/", {"layout": "a4-2"}).status_code in (302, 403, 404)
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
