"""What every page of a village needs is made once, and anew after each change."""

from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.factories import contact_page_of, home_of, make_article, make_edition
from villages import remembering
from villages.founding import add_language
from villages.remembering import Memory, remembered
from villages.versions import ALL, renew

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside_transactions(monkeypatch):
    """A test runs in a transaction, where nothing is remembered; a visitor's request does not."""
    monkeypatch.setattr(remembering, "connection", SimpleNamespace(in_atomic_block=False))
    monkeypatch.setattr(remembering, "_memory", Memory(100_000))


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked(client, path="/"):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return len(captured), response.content.decode()


def test_a_second_page_asks_less(lindehoek, visit, outside_transactions):
    client = visit(lindehoek)
    first, _page = asked(client)
    second, _page = asked(client)
    assert second <= first - 3  # the village, its frame, its contact point


def test_what_changes_in_a_village_is_seen_at_once(lindehoek, visit, change, outside_transactions):
    client = visit(lindehoek)
    asked(client), asked(client, "/agenda/")
    with change():
        contact = contact_page_of(lindehoek)
        contact.title, contact.contact_phone = "Bel Ilse", "0470 00 00 10"
        contact.save_revision().publish()
    for path in ("/", "/agenda/"):
        page = asked(client, path)[1]
        assert "Bel Ilse" in page and "tel:+32470000010" in page
    with change():
        lindehoek.look.tagline = "Aan de grote linde"
        lindehoek.look.save()
    assert "Aan de grote linde" in asked(client)[1]
    with change():
        home_of(lindehoek).get_children().get(slug="agenda").specific.unpublish()
    assert 'href="/agenda/"' not in asked(client)[1]
    assert client.get("/agenda/").status_code == 404


def test_the_front_page_shows_a_new_edition_and_its_own_new_words_at_once(
    lindehoek, visit, change, outside_transactions
):
    client = visit(lindehoek)
    with change():
        make_article(make_edition(lindehoek, title="Lente", publication_date="2026-03-01"), title="Krokussen")
    for _ in range(2):
        assert "Krokussen" in asked(client)[1]
    with change():
        summer = make_edition(lindehoek, title="Zomer", publication_date="2026-06-01")
        make_article(summer, title="Zonnebloemen")
    for _ in range(2):
        page = asked(client)[1]
        assert "Zonnebloemen" in page and "Krokussen" not in page
    with change():
        home = home_of(lindehoek).specific
        home.intro = "<p>Welkom onder de linde</p>"
        home.save_revision().publish()
    assert "Welkom onder de linde" in asked(client)[1]
    with change():
        summer.unpublish()
    assert "Krokussen" in asked(client)[1]


def test_a_page_that_becomes_private_is_so_at_once(lindehoek, visit, change, outside_transactions):
    client = visit(lindehoek)
    asked(client, "/agenda/")
    with change():
        home_of(lindehoek).get_children().get(slug="agenda").view_restrictions.create(restriction_type="login")
    assert client.get("/agenda/").status_code == 302


def test_no_village_is_given_what_another_one_remembers(lindehoek, zavelberg, visit, outside_transactions):
    for _ in range(2):
        assert "Zavelberg" not in asked(visit(lindehoek))[1]
        assert "Lindehoek" not in asked(visit(zavelberg))[1]


def test_each_gets_a_copy_of_his_own(outside_transactions):
    first = remembered(7, "list", lambda: [1])
    first.append(2)
    second = remembered(7, "list", lambda: [3])
    assert second == [1]
    second.append(4)
    assert remembered(7, "list", lambda: [3]) == [1]


@pytest.mark.parametrize("renewed", [7, ALL])
def test_it_is_made_anew_after_a_change(outside_transactions, renewed):
    assert [remembered(7, "n", lambda: 1), remembered(7, "n", lambda: 2), remembered(8, "n", lambda: 3)] == [1, 1, 3]
    renew(renewed)
    assert remembered(7, "n", lambda: 2) == 2
    assert remembered(8, "n", lambda: 4) == (4 if renewed == ALL else 3)


def test_a_change_while_it_is_made_makes_it_old(outside_transactions):
    def make():
        renew(7)
        return 1

    assert remembered(7, "n", make) == 1
    assert remembered(7, "n", lambda: 2) == 2


def test_nothing_is_remembered_within_a_transaction():
    assert [remembered(7, "n", lambda: 1), remembered(7, "n", lambda: 2)] == [1, 2]


def test_memory_is_bounded_and_what_is_asked_for_least_recently_goes_first():
    memory, now = Memory(100), {7: b"x"}
    for number in range(4):
        memory.put((number, "n"), now, b"." * 25)
    memory.get((0, "n"), now)
    memory.put((9, "n"), now, b"." * 25)
    assert memory.bytes == 100
    assert [number for number in (0, 1, 2, 3, 9) if memory.get((number, "n"), now)] == [0, 2, 3, 9]


def test_a_language_that_another_process_adds_is_found_here(lindehoek, visit, change, monkeypatch):
    """That process empties a cache of its own (`add_village` beside a server): none of this one's."""
    monkeypatch.setattr("villages.addresses.CACHE_SECONDS", 0)  # the minute that a host is known for
    client = visit(lindehoek)
    assert client.get("/ar/").status_code == 404
    monkeypatch.setattr(caches["default"], "delete", lambda *args, **kwargs: False)
    with change():
        add_language(lindehoek, "ar")
    assert client.get("/ar/").status_code == 200
    assert 'hreflang="ar" href="http://lindehoek.localhost/ar/"' in client.get("/").content.decode()
