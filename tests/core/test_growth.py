"""What Wagtail asks of its tables stays within a village's branch, however many villages there are.

Looked at are plans and statements, not times. Each fix has a test that the growth is still there without it, so that it can go
when Wagtail has mended it.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import policy_registry
from wagtail.search.backends import get_search_backend

from core.tree_indexes import INDEXES, make_indexes
from core.tree_paths import PathStartsWith
from demo.crowd import copy_village
from demo.factories import agenda_of, home_of, make_article, make_edition, make_event, make_user
from tests.isolation.probe import Answer, forms_in
from villages.models import User, Village, VillageRole
from villages.scope import scoped

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plans"),
]
# Tables with rows of every village's pages; reading one from end to end is what grows.
LARGE = (
    "wagtailcore_page",
    "wagtailcore_revision",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailsearch_indexentry",
    "agenda_occurrence",
    "agenda_eventpage",
    "dorpskrant_articlepage",
    "home_searchentry",
    "core_villageimage",
)
SCAN = re.compile(rf"SCAN ({'|'.join(LARGE)})\b")
ALL_TREES = re.compile(r">= '0001' AND \S+ < '0001z+'")  # a range that is the whole table


@pytest.fixture(scope="module")
def fifty(module_db):
    zavelberg = Village.objects.get(slug="zavelberg")
    edition = make_edition(zavelberg)
    for number in range(6):
        make_article(edition, title=f"Artikel {number}")
        make_event(zavelberg, title=f"Koffie {number}")
    make_user(zavelberg, VillageRole.Role.ADMIN)
    copy_village(zavelberg, 50)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def crowd(fifty, zavelberg):
    """Zavelberg, with fifty villages like it beside it."""
    return zavelberg


def plan(sql):
    """Give the steps by which SQLite answers a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


def scans(statements):
    """Give the steps that read a large table from end to end, with the statement."""
    found = []
    for sql in statements:
        if re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT)", sql):
            found += [(step, sql) for step in plan(sql) if SCAN.match(step)]
            found += [(range_, sql) for range_ in ALL_TREES.findall(sql)]
    return found


def statements(ask):
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    assert response.status_code in (200, 302), response.status_code
    return [query["sql"] for query in captured.captured_queries]


def test_no_page_for_visitors_reads_the_pages_of_all(crowd, visit):
    client = visit(crowd)
    article = Page.objects.get(slug="artikel-0", path__startswith=crowd.site.root_page.path)
    for path in (
        "/",
        article.get_url_parts()[2],
        "/agenda/",
        f"/agenda/maand/{timezone.localdate():%Y-%m}/",
        "/agenda/koffie-0/",
        "/dorpskrant/",
        "/dorpskrant/winter-2026/",
        "/sitemap.xml",
        "/zoeken/?q=artikel",
        "/agenda/agenda.ics",
        "/niets/daar/",
    ):
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        assert scans(query["sql"] for query in captured.captured_queries) == [], path


def test_nor_does_the_admin(crowd, visit):
    editor = visit(crowd, crowd.roles.get(role=VillageRole.Role.ADMIN).group.user_set.get())
    article = Page.objects.get(slug="artikel-0", path__startswith=crowd.site.root_page.path)
    edit = f"/admin/pages/{article.pk}/edit/"
    answer = Answer(200, editor.get(edit).content, True, "", False, [], [])
    form = next(form for form in forms_in(answer) if "title" in form.fields)
    asked = {
        "explorer": lambda: editor.get(f"/admin/pages/{article.get_parent().pk}/"),
        "editor": lambda: editor.get(edit),
        "chooser": lambda: editor.get(f"/admin/choose-page/{article.get_parent().pk}/"),
        "publish": lambda: editor.post(edit, {**form.fields, "action-publish": "1"}),
    }
    for name, ask in asked.items():
        assert scans(statements(ask)) == [], name


def test_descendants_are_found_by_a_range(crowd):
    home = home_of(crowd)
    sql = str(Page.objects.descendant_of(home).query)
    assert "LIKE" not in sql
    with scoped(crowd.scope()):
        ours = set(Page.objects.descendant_of(home, inclusive=True).values_list("pk", flat=True))
    every = Page._base_manager.all()
    assert ours == {page.pk for page in every if page.path.startswith(home.path)}
    assert len(ours) > 10


def test_without_the_range_sqlite_reads_every_page(crowd, monkeypatch):
    """When this fails Django or SQLite finds the beginning of a path by itself: `core.tree_paths` can go."""

    def asking():
        below = Page._base_manager.filter(path__startswith=home_of(crowd).path).order_by()
        with CaptureQueriesContext(connection) as captured:
            list(below)
        return scans([captured.captured_queries[-1]["sql"]])

    assert asking() == []
    monkeypatch.setattr(PathStartsWith, "as_sql", lambda self, *args: super(PathStartsWith, self).as_sql(*args))
    assert asking() != []


def test_the_children_of_a_page_and_a_page_by_its_address_have_an_index(crowd):
    agenda = agenda_of(crowd)
    with CaptureQueriesContext(connection) as captured:
        list(Page._base_manager.filter(depth=agenda.depth + 1, path__startswith=agenda.path).order_by("path"))
        list(Page._base_manager.filter(path__startswith=agenda.path, slug="koffie-1").order_by("path"))
    used = [" ".join(plan(query["sql"])) for query in captured.captured_queries]
    assert "page_by_depth" in used[0] or "path>? AND path<?" in used[0]
    assert "page_by_slug" in used[1]


def test_the_indexes_come_back_after_wagtail_has_copied_a_table(db):
    def known():
        with connection.cursor() as cursor:
            return {
                name
                for table in ("wagtailcore_page", "wagtailcore_pagelogentry")
                for name in connection.introspection.get_constraints(cursor, table)
            }

    assert set(INDEXES) <= known()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX page_by_slug")
    make_indexes()
    make_indexes()
    assert set(INDEXES) <= known()


def test_an_editor_finds_her_way_to_the_same_pages_as_by_wagtails_rule(crowd):
    from core.explorable import _stock

    policy = policy_registry.get_by_type(Page)
    admin = crowd.roles.get(role=VillageRole.Role.ADMIN).group.user_set.get()
    article = Page.objects.get(slug="artikel-2", path__startswith=crowd.site.root_page.path)
    with scoped(crowd.scope()):
        for page in (home_of(crowd), article, article.get_parent()):
            GroupPagePermission.objects.filter(group__in=admin.groups.all()).update(page=page)
            user = User.objects.get(pk=admin.pk)
            ours, stock = policy.explorable_instances(user), _stock(policy, user)
            assert set(ours.values_list("path", flat=True)) == set(stock.values_list("path", flat=True)) != set()
        # When this fails Wagtail leaves the root out by itself: `core.explorable` can go.
        GroupPagePermission.objects.filter(group__in=admin.groups.all()).update(page=home_of(crowd))
        user = User.objects.get(pk=admin.pk)
        with CaptureQueriesContext(connection) as captured:
            list(_stock(policy, user))
        assert ALL_TREES.search(captured.captured_queries[-1]["sql"])


def averages(ask):
    return [sql for sql in statements(ask) if "AVG(" in sql]


def test_publishing_touches_its_own_row_of_the_search_index_only(crowd, visit, monkeypatch):
    editor = visit(crowd, crowd.roles.get(role=VillageRole.Role.ADMIN).group.user_set.get())
    article = Page.objects.get(slug="artikel-1", path__startswith=crowd.site.root_page.path)
    edit = f"/admin/pages/{article.pk}/edit/"
    answer = Answer(200, editor.get(edit).content, True, "", False, [], [])
    form = {**next(form for form in forms_in(answer) if "title" in form.fields).fields, "action-publish": "1"}
    assert averages(lambda: editor.post(edit, form)) == []
    # When the rest fails Wagtail no longer averages at each save: `core.title_norms` can go.
    from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex  # PostgreSQL has no such table

    ours = SQLiteIndex._refresh_title_norms
    stock = ours.__closure__[0].cell_contents
    monkeypatch.setattr(SQLiteIndex, "_refresh_title_norms", stock)
    assert averages(lambda: editor.post(edit, form)) != []


def test_rebuilding_the_index_still_weighs_titles(crowd):
    entries = get_search_backend().get_index_for_model(Page).entries
    entries.update(title_norm=1.0)
    get_search_backend().get_index_for_model(Page)._refresh_title_norms(full=True)
    assert entries.exclude(title_norm=1.0).exists()
