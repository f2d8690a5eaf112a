"""Editors find their village's pages by the beginnings of words; what other villages have is not read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from demo.factories import make_article, make_edition, make_user
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(lindehoek, zavelberg):
    edition = make_edition(lindehoek, title="Zomer")
    for title in ("Café De Linde gaat open", "De cafébaas vertelt", "Een cafetaria te huur", "Open deur"):
        make_article(edition, title=title)
    make_article(make_edition(zavelberg, title="Zomer"), title="Café van Zavelberg")
    return edition


def titles(query, pages=None):
    return [page.title for page in (Page.objects.all() if pages is None else pages).autocomplete(query)]


def test_a_page_is_found_by_the_beginnings_of_its_words_without_accents_and_capitals(lindehoek, edition):
    with scoped(lindehoek.scope()):
        assert titles("CAFE") == ["Café De Linde gaat open", "De cafébaas vertelt", "Een cafetaria te huur"]
        assert titles("open caf") == ["Café De Linde gaat open"]
        assert titles("afe") == titles("?!") == titles("niets") == []
        assert titles("open", Page.objects.child_of(edition)) == ["Café De Linde gaat open", "Open deur"]


def test_the_order_that_was_asked_for_stays(lindehoek, edition):
    with scoped(lindehoek.scope()):
        newest = Page.objects.order_by("-latest_revision_created_at").autocomplete("open", order_by_relevance=False)
        assert [page.title for page in newest] == ["Open deur", "Café De Linde gaat open"]


def test_the_keeper_finds_the_pages_of_all_villages(edition):
    assert {"Café De Linde gaat open", "Café van Zavelberg"} <= set(titles("café"))


def test_the_index_of_all_villages_is_not_read(lindehoek, edition):
    with scoped(lindehoek.scope()), CaptureQueriesContext(connection) as captured:
        titles("cafe")
    assert captured.captured_queries
    assert not any("indexentry" in query["sql"] for query in captured.captured_queries)


def test_an_editor_finds_a_page_in_the_chooser_and_in_the_search_of_the_admin(lindehoek, edition, visit):
    client = visit(lindehoek)
    client.force_login(make_user(lindehoek, VillageRole.Role.EDITOR))
    for path in (
        "/admin/choose-page/search/?q=cafe",
        "/admin/pages/search/?q=cafe",
        f"/admin/pages/{edition.pk}/?q=cafe",
    ):
        page = client.get(path, follow=True).content.decode()
        assert "De cafébaas vertelt" in page, path
        assert "Zavelberg" not in page and "Open deur" not in page, path
