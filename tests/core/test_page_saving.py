"""Somebody else takes the address of a page between the look at its form and the writing of it."""

import pytest
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.test.utils.form_data import nested_form_data, streamfield

from demo.factories import make_article, make_edition, make_user
from dorpskrant.models import ArticlePage
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
TAKEN = "De slug &#x27;de-bank&#x27; is al in gebruik"


@pytest.fixture
def client(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.FINAL_EDITOR))


@pytest.fixture
def edition(lindehoek):
    return make_edition(lindehoek)


@pytest.fixture
def taken_meanwhile(edition, monkeypatch):
    """A neighbour's article comes at `de-bank` as soon as the form was looked at."""
    stock = WagtailAdminPageForm.is_valid

    def is_valid(form):
        answer = stock(form)
        make_article(edition, title="De bank van An", slug="de-bank")
        return answer

    monkeypatch.setattr(WagtailAdminPageForm, "is_valid", is_valid)


def form_of(article, *action):
    chosen = {name: getattr(article, name) for name in ("title", "slug", "rubric", "weight", "photo_columns")}
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return nested_form_data({**chosen, **comments, "body": streamfield([]), **dict.fromkeys(action, "1")})


@pytest.mark.parametrize("action", ["action-publish", "action-submit", "action-save"])
@pytest.mark.usefixtures("taken_meanwhile")
def test_a_new_page_is_not_made_twice_and_its_words_stay_on_the_form(client, edition, action):
    written = ArticlePage(title="De bank van Rita", slug="de-bank")
    answer = client.post(f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/", form_of(written, action))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert TAKEN in page
    assert 'value="De bank van Rita"' in page
    assert [article.title for article in ArticlePage.objects.all()] == ["De bank van An"]


@pytest.mark.usefixtures("taken_meanwhile")
def test_a_page_that_moves_to_a_taken_address_stays_where_it_was(client, edition):
    article = make_article(edition, title="De bank van Rita", slug="bij-de-linde", body=[])
    revisions = article.revisions.count()
    article.slug = "de-bank"
    answer = client.post(f"/admin/pages/{article.pk}/edit/", form_of(article, "action-publish"))
    assert answer.status_code == 200
    assert TAKEN in answer.content.decode()
    article.refresh_from_db()
    assert (article.slug, article.revisions.count()) == ("bij-de-linde", revisions)


@pytest.mark.usefixtures("taken_meanwhile")
def test_a_draft_that_is_saved_by_itself_says_so_too(client, edition):
    written = form_of(ArticlePage(title="De bank van Rita", slug="de-bank"))
    answer = client.post(
        f"/admin/pages/add/dorpskrant/articlepage/{edition.pk}/", written, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["error_code"]) == (400, "validation_error")
