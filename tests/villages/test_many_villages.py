"""What a request costs does not depend on how many villages there are."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from demo.crowd import copy_village
from demo.factories import agenda_of, home_of, make_article, make_edition, make_event, make_user, newspaper_of
from tests.isolation.probe import Answer, forms_in
from villages.models import VillageRole
from villages.scope import every_village

pytestmark = pytest.mark.django_db
VILLAGES = 200
MOST_QUERIES = 12
FEW = ("home", "article", "agenda", "agenda month")


@pytest.fixture
def village(zavelberg):
    edition = make_edition(zavelberg)
    for number in range(3):
        make_article(edition, title=f"Artikel {number}")
        make_event(zavelberg, title=f"Koffie {number}")
    return zavelberg


def queries(visitor, path, **form):
    """Count the queries of a request that works."""
    with CaptureQueriesContext(connection) as caught:
        response = visitor.post(path, form) if form else visitor.get(path)
    assert response.status_code in (200, 302), (path, response.status_code)
    return len(caught)


def _as_it_stands(editor, page):
    """Give what the page's form sends when nobody changes anything and "Publish" is pressed."""
    answer = Answer(200, editor.get(f"/admin/pages/{page.pk}/edit/").content, True, "", False, [], [])
    form = next(form for form in forms_in(answer) if "title" in form.fields)
    return {**form.fields, "action-publish": "1"}


def costs(village, visit):
    editor = visit(village, village.roles.get(role=VillageRole.Role.ADMIN).group.user_set.get())
    visitor = visit(village)
    article = Page.objects.get(slug="artikel-0", path__startswith=village.site.root_page.path)
    edition = article.get_parent()
    return {
        "home": queries(visitor, "/"),
        "article": queries(visitor, article.get_url_parts()[2]),
        "agenda": queries(visitor, "/agenda/"),
        "agenda month": queries(visitor, f"/agenda/maand/{timezone.localdate():%Y-%m}/"),
        "sitemap": queries(visitor, "/sitemap.xml"),
        "dashboard": queries(editor, "/admin/"),
        "explorer": queries(editor, f"/admin/pages/{edition.pk}/"),
        "page editor": queries(editor, f"/admin/pages/{article.pk}/edit/"),
        "page chooser": queries(editor, f"/admin/choose-page/{edition.pk}/"),
        "search in the chooser": queries(editor, "/admin/choose-page/search/?q=artikel"),
        "publish": queries(editor, f"/admin/pages/{article.pk}/edit/", **_as_it_stands(editor, article)),
    }


def test_a_request_costs_the_same_with_200_villages(village, visit):
    make_user(village, VillageRole.Role.ADMIN)
    costs(village, visit), costs(village, visit)  # fills what a process remembers
    alone = costs(village, visit)
    assert {page: alone[page] for page in FEW if alone[page] > MOST_QUERIES} == {}
    copy_village(village, VILLAGES)
    with every_village():
        cache.clear()
    assert Site.objects.count() > VILLAGES
    assert visit("kopie-7.localhost").get("/agenda/").status_code == 200
    costs(village, visit), costs(village, visit)
    assert costs(village, visit) == alone


def test_a_copy_is_a_village_of_its_own(village, visit):
    copy_village(village, 2)
    page = visit("kopie-2.localhost").get("/").content.decode()
    assert "Artikel 0" in page
    assert "kopie-1.localhost" not in page
    assert Page.find_problems() == ([], [], [], [], [])
    assert home_of(village).get_children().count() == 4
    assert agenda_of(village).pk and newspaper_of(village).pk
