"""No kept page says what was true before a change, nor before its moment has come."""

import datetime as dt
import io

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
)
from dorpskrant.consent import withdraw
from dorpskrant.models import ArticlePage, FamilyNotice
from dorpskrant.models.consent import Consented
from home.models import InformationPage
from tests.villages.page_cache.conftest import TODAY, kept, number_of
from villages.models import Neighbour, VillageLook, VillageRole
from villages.scope import every_village

pytestmark = pytest.mark.django_db


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
    "contact point": lambda v: number_of(v, "0470 00 00 99"),
    "welcome": lambda v: _welcome(v),
}


def _rename(village):
    village.site.site_name = "Lindehoek-Dorp"
    village.site.save()


def _welcome(village):
    home = home_of(village)
    home.intro = "<p>Wees welkom</p>"
    home.save_revision().publish()


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_old_is_shown_after_a_change(front, lindehoek, zavelberg, change, name):
    with change(lindehoek):
        number_of(lindehoek, "0470 00 00 11")
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
