"""What is kept, for whom, how much of it, and how it is handed over."""

import gzip

import pytest

from demo.factories import (
    make_event,
    make_village,
)
from tests.villages.page_cache.conftest import kept, number_of
from villages.changes import may_be_seen
from villages.versions import ALL, tokens

pytestmark = pytest.mark.django_db


def test_a_kept_page_costs_no_query(front, lindehoek):
    answer = kept(front, lindehoek)
    assert answer.queries == 0
    assert "Lindehoek" in answer.text


def test_each_village_and_each_language_has_its_own_page(front, visit):
    villages = [make_village("Heuvel", languages=["nl", "fr"]), make_village("Broek")]
    hill, marsh = (kept(front, village).text for village in villages)
    assert "Heuvel" in hill and "Broek" not in hill
    assert "Broek" in marsh and "Heuvel" not in marsh
    french = kept(front, villages[0], "/fr/").text
    assert 'lang="fr"' in french and 'lang="nl"' in hill


def test_who_has_a_session_gets_nothing_kept_and_leaves_nothing_behind(front, lindehoek):
    answer = front.get(lindehoek, "/", HTTP_COOKIE="sessionid=abc")
    assert not answer.kept and not answer.stored
    kept(front, lindehoek)
    assert not front.get(lindehoek, "/", HTTP_COOKIE="x=1; sessionid=abc").kept
    assert not front.get(lindehoek, "/", HTTP_AUTHORIZATION="Basic abc").kept


def test_forms_and_the_admin_are_never_kept(front, lindehoek):
    for path in ["/inzenden/artikel/", "/nieuwsbrief/", "/admin/login/", "/admin/"]:
        front.get(lindehoek, path)
        answer = front.get(lindehoek, path)
        assert not answer.kept and not answer.stored, path
    assert len(front.cache.store) == 0


def test_nothing_is_kept_for_hosts_that_nobody_lives_at_or_ports_that_somebody_made_up(front, lindehoek):
    for host in ["onbekend.example.be", "lindehoek.localhost:1234", "LINDEHOEK.localhost", "localhost"]:
        front.get(host, "/"), front.get(host, "/")
    assert len(front.cache.store) == 0


def test_made_up_addresses_do_not_fill_the_memory(front, lindehoek):
    make_event(lindehoek)
    for path in [
        "/?a=1",
        "/?soort=onzin",
        "/agenda/?soort=sport&soort=cultuur",
        "/zoeken/?q=x",
        "/weg/",
        "/?%ff",
        "/?a",
    ]:
        front.get(lindehoek, path), front.get(lindehoek, path)
    assert len(front.cache.store) == 0
    kept(front, lindehoek, "/agenda/?soort=sport")
    assert front.get(lindehoek, "/agenda/?utm_source=mail&soort=sport&fbclid=1").kept
    assert len(front.cache.store) == 1


def test_memory_is_bounded_and_what_is_asked_for_least_goes_first(front, lindehoek):
    size = kept(front, lindehoek, "/") and front.cache.store.bytes
    front.cache.store.max_bytes = size * 2 + 1000
    for path in ["/agenda/", "/dorpskrant/", "/contact/", "/fietsroutes/"]:
        kept(front, lindehoek, path)
        front.get(lindehoek, "/")
        assert front.cache.store.bytes <= front.cache.store.max_bytes
    assert front.get(lindehoek, "/").kept
    assert not front.get(lindehoek, "/agenda/").kept


def test_a_browser_that_has_the_page_is_told_so_in_a_few_bytes(front, lindehoek, change):
    answer = kept(front, lindehoek)
    assert answer.headers["cache-control"] == "public, no-cache"
    again = front.get(lindehoek, "/", HTTP_IF_NONE_MATCH=f'"other", {answer.headers["etag"]}')
    assert (again.status, again.body, again.queries) == (304, b"", 0)
    assert again.headers["etag"] == answer.headers["etag"]
    with change(lindehoek):
        number_of(lindehoek, "0470 00 00 99")
    assert front.get(lindehoek, "/", HTTP_IF_NONE_MATCH=answer.headers["etag"]).status == 200


def test_a_page_is_kept_also_where_the_first_who_asks_takes_it_compressed(front, lindehoek):
    first = front.get(lindehoek, "/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert not first.kept
    second = front.get(lindehoek, "/", HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert second.kept
    assert first.headers["content-encoding"] == second.headers["content-encoding"] == "gzip"
    assert gzip.decompress(first.body) == gzip.decompress(second.body) == front.get(lindehoek, "/").body


def test_a_page_comes_compressed_to_who_takes_that_and_plain_to_others(front, lindehoek):
    plain = kept(front, lindehoek)
    small = front.get(lindehoek, "/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) == len(small.body) < len(plain.body) / 2
    assert gzip.decompress(small.body) == plain.body
    assert "accept-encoding" in plain.headers["vary"].lower()
    refused = front.get(lindehoek, "/", HTTP_ACCEPT_ENCODING="gzip;q=0")
    assert "content-encoding" not in refused.headers and refused.body == plain.body


def test_a_head_request_has_no_body_and_is_answered_from_memory(front, lindehoek):
    whole = kept(front, lindehoek)
    head = front.get(lindehoek, "/", "HEAD")
    assert head.kept and head.body == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_a_view_that_names_its_own_lifetime_and_tag_keeps_them(front, lindehoek):
    answer = kept(front, lindehoek, "/dorp.css")
    assert "max-age=300" in answer.headers["cache-control"]
    assert front.get(lindehoek, "/dorp.css", HTTP_IF_NONE_MATCH=answer.headers["etag"]).status == 304


@pytest.mark.parametrize(
    ("sql", "seen"),
    [
        ('SELECT "a" FROM "wagtailcore_page"', False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ('INSERT INTO "django_session" ("a") VALUES (1)', False),
        ('UPDATE "villages_user" SET "last_login" = 1 WHERE "id" = 2', False),
        ('UPDATE "wagtailcore_page" SET "latest_revision_id" = 1, "draft_title" = 2 WHERE "id" = 3', False),
        ('UPDATE "wagtailcore_page" SET "latest_revision_id" = 1, "title" = 2 WHERE "id" = 3', True),
        ("UPDATE wagtailcore_page SET path = 1", True),
        ('DELETE FROM "agenda_occurrence" WHERE 1', True),
        ("insert or ignore into dorpskrant_shortlink values (1)", True),
        ("TRUNCATE wagtailcore_page", True),
        ("WITH x AS (SELECT 1) DELETE FROM wagtailcore_page", True),
    ],
)
def test_a_statement_is_told_by_what_it_writes(sql, seen):
    assert may_be_seen(sql) is seen


def test_tokens_are_never_used_twice(lindehoek):
    from villages.versions import renew

    seen = set()
    for _ in range(50):
        renew(lindehoek.pk)
        seen.add(tokens([lindehoek.pk])[lindehoek.pk])
    assert len(seen) == 50
    assert tokens([lindehoek.pk]).keys() == {ALL, lindehoek.pk}
