"""Kept pages: what is kept, for whom, and that no page says what was true before a change."""

import datetime as dt
import gzip
import io
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from PIL import Image
from wagtail.models import Page

from demo.factories import (
    add_page,
    contact_page_of,
    home_of,
    make_article,
    make_edition,
    make_event,
    make_image,
    make_notice,
    make_user,
    make_village,
)
from dorpskrant.consent import withdraw
from dorpskrant.models import ArticlePage, FamilyNotice
from dorpskrant.models.consent import Consented
from home.models import InformationPage
from tests.villages.wsgi import Front
from villages.changes import may_be_seen
from villages.models import Neighbour, Village, VillageLook, VillageRole
from villages.scope import every_village, scoped
from villages.versions import ALL, tokens

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 12, 1, 10, 0, tzinfo=dt.UTC)  # 11 o'clock in Brussels


class Clock:
    """The time for all that asks Django, the template tag `now` and the page store."""

    def __init__(self, monkeypatch):
        self.now = TODAY
        clock = self

        class Day(dt.datetime):
            @classmethod
            def now(cls, tz=None):
                return clock.now.astimezone(tz)

        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        monkeypatch.setattr("django.template.defaulttags.datetime", Day)
        monkeypatch.setattr("villages.page_store.time", self)

    def time(self):
        return self.now.timestamp()

    def move_to(self, moment):
        self.now = moment


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Do something in a village as its request does, up to and including the commit."""

    @contextmanager
    def changing(village: Village):
        with every_village():
            scope = village.scope()
        with django_capture_on_commit_callbacks(execute=True), scoped(scope):
            yield

    return changing


def kept(front, village, path="/", **environ):
    """Ask twice: the second answer comes from memory."""
    first = front.get(village, path, **environ)
    assert first.status == 200 and first.stored, (path, first.headers)
    second = front.get(village, path, **environ)
    assert second.kept
    assert second.body == first.body
    return second


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


def test_publishing_in_a_village_empties_that_one_only_and_at_once(front, lindehoek, zavelberg, change):
    kept(front, lindehoek), kept(front, zavelberg)
    with change(lindehoek):
        make_article(make_edition(lindehoek), title="Vers van de pers")
    after = front.get(lindehoek, "/")
    assert not after.kept
    assert "Vers van de pers" in after.text
    assert front.get(zavelberg, "/").kept


def test_an_editor_who_publishes_in_the_admin_empties_her_village_only(
    front, lindehoek, zavelberg, visit, django_capture_on_commit_callbacks
):
    from tests.isolation.probe import Answer as Probed
    from tests.isolation.probe import forms_in

    editor = visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))
    page = contact_page_of(lindehoek)
    address = f"/admin/pages/{page.pk}/edit/"
    kept(front, lindehoek), kept(front, zavelberg)
    with django_capture_on_commit_callbacks(execute=True):
        looked = editor.get(address)
    assert front.get(lindehoek, "/").kept, "looking at the editor is no change"
    found = forms_in(Probed(200, looked.content, True, "", False, [], []))
    fields = {**next(form for form in found if "title" in form.fields).fields, "title": "Aanspreekpunt in de school"}
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, fields)
    page.refresh_from_db()
    assert page.draft_title == "Aanspreekpunt in de school"
    assert front.get(lindehoek, "/").kept, "a draft is no change that visitors see"
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {**fields, "action-publish": "1"})
    assert "Aanspreekpunt in de school" in front.get(lindehoek, "/").text
    assert front.get(zavelberg, "/").kept


CHANGES = {
    "unpublished": lambda v: ArticlePage.objects.get(slug="artikel").unpublish(),
    "deleted": lambda v: ArticlePage.objects.get(slug="artikel").delete(),
    "moved": lambda v: ArticlePage.objects.get(slug="artikel").move(Page.objects.get(slug="lente"), "first-child"),
    "changed in bulk": lambda v: ArticlePage.objects.filter(slug="artikel").update(intro="In bulk"),
    "changed in SQL": lambda v: connection.cursor().execute("UPDATE dorpskrant_articlepage SET intro = 'Met SQL'"),
    "look": lambda v: VillageLook.objects.update_or_create(site=v.site, defaults={"tagline": "Dorp aan de Dijle"}),
    "name": lambda v: _rename(v),
    "menu": lambda v: add_page(home_of(v), InformationPage(title="Verenigingen", slug="v", show_in_menus=True)),
    "contact point": lambda v: _call(v, "0470 00 00 99"),
    "welcome": lambda v: _welcome(v),
}


def _rename(village):
    village.site.site_name = "Lindehoek-Dorp"
    village.site.save()


def _call(village, number):
    page = contact_page_of(village)
    page.contact_phone = number
    page.save_revision().publish()


def _welcome(village):
    home = home_of(village)
    home.intro = "<p>Wees welkom</p>"
    home.save_revision().publish()


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_old_is_shown_after_a_change(front, lindehoek, zavelberg, change, name):
    with change(lindehoek):
        _call(lindehoek, "0470 00 00 11")
        make_edition(lindehoek, title="Lente", slug="lente", number=3, publication_date=dt.date(2026, 3, 1))
        make_article(make_edition(lindehoek), title="Artikel", slug="artikel", intro="Eerst dit")
    before, _other = kept(front, lindehoek), kept(front, zavelberg)
    with change(lindehoek):
        CHANGES[name](lindehoek)
    after = front.get(lindehoek, "/")
    assert not after.kept
    assert after.body != before.body
    assert front.get(zavelberg, "/").kept


def test_a_change_that_is_rolled_back_empties_nothing(front, lindehoek, change):
    kept(front, lindehoek)
    with change(lindehoek), pytest.raises(ZeroDivisionError), transaction.atomic():
        make_edition(lindehoek)
        raise ZeroDivisionError
    assert front.get(lindehoek, "/").kept


def test_a_change_after_one_that_was_rolled_back_counts(front, lindehoek, change):
    kept(front, lindehoek)
    with change(lindehoek), transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            make_edition(lindehoek, title="Weg")
            raise ZeroDivisionError
        make_edition(lindehoek, title="Gebleven")
    assert not front.get(lindehoek, "/").kept


def test_a_page_made_before_a_change_is_not_kept_under_the_version_after_it(front, lindehoek, change, monkeypatch):
    """The change falls between the page's queries and the moment at which the page is kept."""
    from villages import page_cache

    make = page_cache.KeptPage.of

    def change_first(*args):
        monkeypatch.setattr(page_cache.KeptPage, "of", make)
        with change(lindehoek):
            make_article(make_edition(lindehoek), title="Net te laat")
        return make(*args)

    monkeypatch.setattr(page_cache.KeptPage, "of", change_first)
    assert "Net te laat" not in front.get(lindehoek, "/").text
    assert "Net te laat" in front.get(lindehoek, "/").text


def test_a_notice_is_gone_when_its_consent_is_withdrawn(front, lindehoek, change):
    with change(lindehoek):
        notice = make_notice(make_edition(lindehoek), names="Jef en Mia", consent_web=True)
    assert "Jef en Mia" in kept(front, lindehoek).text
    with change(lindehoek):
        withdraw(FamilyNotice.objects.get(pk=notice.pk), Consented.WEB)
    assert "Jef en Mia" not in front.get(lindehoek, "/").text


def test_a_notice_is_gone_after_the_midnight_of_its_last_day(front, lindehoek, change, today):
    with change(lindehoek):
        notice = make_notice(make_edition(lindehoek), names="Jef en Mia", consent_web=True)
        FamilyNotice.objects.filter(pk=notice.pk).update(online_until=dt.date(2026, 12, 1))
    today.move_to(dt.datetime(2026, 12, 1, 22, 55, tzinfo=dt.UTC))
    assert "Jef en Mia" in kept(front, lindehoek).text
    today.move_to(dt.datetime(2026, 12, 1, 22, 59, 58, tzinfo=dt.UTC))
    assert front.get(lindehoek, "/").kept
    today.move_to(dt.datetime(2026, 12, 1, 23, 0, tzinfo=dt.UTC))  # midnight in Brussels
    after = front.get(lindehoek, "/")
    assert not after.kept
    assert "Jef en Mia" not in after.text


@pytest.mark.parametrize("path", ["/", "/agenda/"])
def test_what_is_over_leaves_the_agenda_at_that_minute(front, lindehoek, change, today, path):
    with change(lindehoek):
        make_event(
            lindehoek, title="Soep", start_date=dt.date(2026, 12, 1), start_time=dt.time(10), end_time=dt.time(11, 5)
        )
    assert "Soep" in kept(front, lindehoek, path).text
    today.move_to(dt.datetime(2026, 12, 1, 10, 4, 59, tzinfo=dt.UTC))
    assert front.get(lindehoek, path).kept
    today.move_to(dt.datetime(2026, 12, 1, 10, 5, 1, tzinfo=dt.UTC))  # 11:05 in Brussels
    assert "Soep" not in front.get(lindehoek, path).text


@pytest.mark.parametrize("path", ["/", "/agenda/", "/agenda/maand/2026-12/"])
def test_today_is_another_day_after_midnight_in_brussels(front, lindehoek, change, today, path):
    with change(lindehoek):
        make_event(lindehoek, title="Koor", start_date=dt.date(2026, 12, 3))
    today.move_to(dt.datetime(2026, 12, 1, 22, 58, tzinfo=dt.UTC))
    before = kept(front, lindehoek, path)
    assert "1 december 2026" in before.text
    today.move_to(dt.datetime(2026, 12, 1, 23, 0, 1, tzinfo=dt.UTC))
    after = front.get(lindehoek, path)
    assert not after.kept
    assert "2 december 2026" in after.text


def test_a_page_that_was_planned_appears_when_its_moment_comes(
    front, lindehoek, zavelberg, change, today, django_capture_on_commit_callbacks
):
    with change(lindehoek):
        planned = make_article(make_edition(lindehoek), title="Gepland", publish=False)
        planned.go_live_at = TODAY + dt.timedelta(minutes=5)
        planned.save_revision(approved_go_live_at=planned.go_live_at)
    assert "Gepland" not in kept(front, lindehoek).text
    kept(front, zavelberg)
    today.move_to(TODAY + dt.timedelta(minutes=6))
    with django_capture_on_commit_callbacks(execute=True), every_village():
        call_command("publish_scheduled")
    assert "Gepland" in front.get(lindehoek, "/").text
    assert front.get(zavelberg, "/").kept


def test_another_photo_is_seen_at_once(front, lindehoek, change, visit):
    with change(lindehoek):
        photo = make_image(lindehoek)
        article = make_article(make_edition(lindehoek), title="Foto", photo=photo, photo_alt="Een foto")
        address = article.get_url_parts()[2]
    front.get(lindehoek, address)
    before = kept_photo(front.get(lindehoek, address).text)
    editor = visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#ff0000").save(picture, "JPEG")
    fields = {
        "title": "Foto",
        "collection": photo.collection_id,
        "file": SimpleUploadedFile("rood.jpg", picture.getvalue()),
    }
    with change(lindehoek):
        assert editor.post(f"/admin/images/{photo.pk}/", fields).status_code == 302
    assert kept_photo(front.get(lindehoek, address).text) != before


def kept_photo(text):
    return next(part for part in text.split('"') if part.startswith("/media/"))


def test_a_neighbours_page_shows_what_changed_in_the_event_it_shares(front, lindehoek, zavelberg, change):
    Neighbour.objects.create(village=lindehoek, neighbour=zavelberg)
    with change(zavelberg):
        event = make_event(zavelberg, title="Zavelkermis", for_neighbours=True)
    with change(lindehoek):
        make_event(lindehoek, title="Koffie hier")
    assert "Zavelkermis" in kept(front, lindehoek, "/agenda/in-de-buurt/").text
    kept(front, lindehoek, "/")
    with change(zavelberg):
        event.title = "Zavelfeest"
        event.save_revision().publish()
    assert "Zavelfeest" in front.get(lindehoek, "/agenda/in-de-buurt/").text
    assert front.get(lindehoek, "/").kept, "only pages that show something of the neighbour's are made anew"
    with change(zavelberg):
        event.unpublish()
    assert "Zavelfeest" not in front.get(lindehoek, "/agenda/in-de-buurt/").text


def test_a_change_outside_of_every_village_empties_all(front, lindehoek, zavelberg, django_capture_on_commit_callbacks):
    kept(front, lindehoek), kept(front, zavelberg)
    with django_capture_on_commit_callbacks(execute=True), every_village():
        _rename(lindehoek)
    assert "Lindehoek-Dorp" in front.get(lindehoek, "/").text
    assert not front.get(zavelberg, "/").kept


def test_the_command_empties_all(front, lindehoek):
    kept(front, lindehoek)
    with every_village():
        cache.set("of-another-database", 1)
    call_command("empty_page_cache")
    assert not front.get(lindehoek, "/").kept
    with every_village():
        assert cache.get("of-another-database") is None


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
        _call(lindehoek, "0470 00 00 99")
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
