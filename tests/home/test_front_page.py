"""The front page by blocks: what stands there, in which order, what is left out, and who arranges it."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from demo.build import make_demo_village
from demo.factories import (
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
from dorpskrant.models import EditionPage
from home.blocks import FrontPageBlock, first_arrangement
from home.models import HomePage
from villages.models import Village, VillageRole
from villages.scope import every_village, scoped

pytestmark = pytest.mark.django_db
BEGINNING = [(name, dict(value)) for name, value in first_arrangement()]
MARKS = {
    "announcement": 'class="announcement"',
    "news": 'class="front__lead"',
    "agenda": 'class="front__agenda"',
    "paper": 'class="front__paper"',
    "contact": 'class="front__contact"',
    "send_in": 'class="send-in"',
    "notices": 'class="family"',
    "routes": 'class="front__routes"',
}


def arrangement(home):
    return [(block.block_type, dict(block.value)) for block in home.front]


def arrange(village, *blocks):
    home = home_of(village)
    home.front = list(blocks)
    home.save_revision().publish()


def shown(page):
    """Give the kinds of block that a page shows, in the order of the page."""
    found = {name: page.find(mark) for name, mark in MARKS.items()}
    return sorted((name for name, at in found.items() if at >= 0), key=lambda name: found[name])


def number_of_queries(client):
    client.get("/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/").status_code == 200
    return len(caught)


@pytest.fixture
def full(lindehoek):
    """Lindehoek with something for each block but the routes."""
    edition = make_edition(lindehoek)
    for number in range(4):
        make_article(edition, title=f"Artikel {number}", photo=make_image(lindehoek), photo_alt="x")
    make_notice(edition, names="Noor Claes")
    today = timezone.localdate()
    make_event(lindehoek, title="Koffie van vandaag", start_date=today, start_time=None, end_time=None)
    make_event(lindehoek, title="Koffie van straks", start_date=today + dt.timedelta(days=3))
    contact = contact_page_of(lindehoek)
    contact.contact_phone, contact.contact_name = "0470 00 00 10", "Ilse"
    contact.contact_hours = "Woensdag van 9 tot 12 uur"
    contact.save_revision().publish()
    return lindehoek


def test_a_new_village_begins_with_the_first_arrangement_in_each_language():
    village = make_village("Heuvel", languages=["nl", "fr"])
    assert len(BEGINNING) == 7
    assert arrangement(home_of(village)) == arrangement(home_of(village, "fr")) == BEGINNING


def test_a_village_with_nothing_yet_says_what_will_come_and_shows_no_empty_block(lindehoek, visit):
    page = visit(lindehoek).get("/").content.decode()
    assert shown(page) == []
    assert "Lindehoek krijgt een eigen krant" in page
    assert "Krijg hem per e-mail" in page


def test_what_is_there_stands_in_the_order_of_the_first_arrangement(full, visit):
    page = visit(full).get("/").content.decode()
    assert shown(page) == ["news", "agenda", "paper", "contact", "send_in", "notices"]
    assert "krijgt een eigen krant" not in page


def test_on_a_phone_phone_number_and_hours_come_first_and_then_today(full, visit):
    page = visit(full).get("/").content.decode()
    order = ["tel:+32470000010", "Woensdag van 9 tot 12 uur", "Koffie van vandaag", "Artikel 0", "Koffie van straks"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert page.count("Koffie van vandaag") == 1


def test_editors_put_blocks_in_another_order_and_leave_them_out(full, visit):
    words = {"title": "Wegenwerken", "text": "<p>De Kerkstraat is dicht.</p>"}
    arrange(full, ("contact", {}), ("announcement", words), ("agenda", {"days": 7}), ("news", {"seconds": 1}))
    page = visit(full).get("/").content.decode()
    assert shown(page) == ["announcement", "news", "contact", "agenda"]
    assert "De Kerkstraat is dicht." in page
    assert "Artikel 1" in page and "Artikel 2" not in page


def test_a_front_page_without_blocks_still_says_how_to_call(full, visit):
    arrange(full)
    page = visit(full).get("/").content.decode()
    assert shown(page) == []
    assert page.count("tel:+32470000010") == 2  # in the masthead and at the foot


def test_a_full_front_page_costs_the_same_however_much_there_is(full, visit):
    client = visit(full)
    few = number_of_queries(client)
    edition = make_edition(full, title="Lente", number=5, publication_date="2026-11-24")
    for number in range(20):
        make_article(edition, title=f"Nieuws {number}", photo=make_image(full), photo_alt="x")
        make_notice(edition, names=f"Kind {number}", publish=number == 19)  # all at once
        make_event(full, title=f"Kermis {number}", start_date=timezone.localdate() + dt.timedelta(days=1 + number))
    assert EditionPage.objects.get(pk=edition.pk).family_notices.count() == 20
    with every_village():
        cache.clear()
    many = number_of_queries(client)
    assert many <= few
    assert few <= 12


def test_a_village_like_another_takes_its_arrangement_but_not_its_announcements(full):
    words = {"title": "Wegenwerken", "text": "<p>De straat is dicht.</p>"}
    arrange(full, ("agenda", {"days": 3}), ("announcement", words), ("news", {"seconds": 2}), ("contact", {}))
    call_command("add_village", "Molenkouter", "molenkouter.be", like="lindehoek")
    home = home_of(Village.objects.get(slug="molenkouter"))
    assert arrangement(home) == [("agenda", {"days": 3}), ("news", {"seconds": 2}), ("contact", {})]
    assert "Wegenwerken" not in str(home.front.raw_data)


def test_a_translated_home_page_keeps_the_arrangement_and_asks_for_the_words_only(visit):
    village = make_village("Heuvel", languages=["nl", "fr"])
    words = {"title": "Wegenwerken", "text": "<p>De straat is dicht.</p>"}
    arrange(village, ("agenda", {"days": 3}), ("announcement", words), ("contact", {}))
    with scoped(village.scope()):
        home, french = HomePage.objects.get(pk=home_of(village).pk), Locale.objects.get(language_code="fr")
        source, _made = TranslationSource.update_or_create_from_instance(home)
        asked = {segment.string.data for segment in StringSegment.objects.filter(source=source)}
        assert {"Wegenwerken", "De straat is dicht."} <= asked
        assert not any(text.isdigit() for text in asked)
        translation = Translation.objects.create(source=source, target_locale=french)
        for segment in StringSegment.objects.filter(source=source, string__data="Wegenwerken"):
            segment.string.translations.create(locale=french, context=segment.context, data="Travaux")
        translation.save_target(publish=True)
    kinds = [(kind, value.get("days"), value.get("title")) for kind, value in arrangement(home_of(village, "fr"))]
    assert kinds == [("agenda", 3, None), ("announcement", None, "Travaux"), ("contact", None, None)]
    assert "Travaux" in visit(village).get("/fr/").content.decode()


def test_a_demo_village_shows_every_block_of_the_first_arrangement(visit):
    village = make_demo_village("molenkouter", 80)
    assert arrangement(home_of(village)) == BEGINNING
    page = visit(village).get("/").content.decode()
    assert set(shown(page)) == {name for name, _value in BEGINNING}


@pytest.mark.parametrize("name", list(FrontPageBlock().child_blocks))
def test_each_block_has_an_icon_a_description_and_a_preview_of_the_village_itself(full, visit, name):
    block = HomePage._meta.get_field("front").stream_block.child_blocks[name]
    assert block.meta.icon not in ("", "placeholder")
    assert re.search(r"[a-zà-ÿ]{3}", str(block.get_description()))
    assert block.is_previewable
    editor = visit(full, make_user(full, VillageRole.Role.FINAL_EDITOR))
    response = editor.get(f"/admin/block-preview/?id={block.definition_prefix}")
    assert response.status_code == 200
    page = response.content.decode()
    if name == "routes":
        assert "Er is nog niets te tonen" in page
    else:
        assert MARKS[name] in page
    assert "css/sheets/front" in page


def _form(home, blocks):
    return nested_form_data(
        {
            "title": home.title,
            "slug": home.slug,
            "intro": "null",
            "front": streamfield(blocks),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
        }
    )


def test_an_admin_arranges_the_front_page_on_its_form(full, visit):
    admin = visit(full, make_user(full, VillageRole.Role.ADMIN))
    home = home_of(full)
    edit = f"/admin/pages/{home.pk}/edit/"
    assert "Wat er nieuw is" in admin.get(edit).content.decode()
    response = admin.post(edit, _form(home, [("contact", {}), ("news", {"seconds": 2})]))
    assert response.status_code == 302
    assert arrangement(home_of(full)) == [("contact", {}), ("news", {"seconds": 2})]


def test_a_block_twice_is_refused_and_nothing_is_lost(full, visit):
    admin = visit(full, make_user(full, VillageRole.Role.ADMIN))
    home = home_of(full)
    edit = f"/admin/pages/{home.pk}/edit/"
    response = admin.post(edit, _form(home, [("news", {"seconds": 2}), ("news", {"seconds": 3})]))
    assert response.status_code == 200
    assert arrangement(home_of(full)) == BEGINNING


def test_when_only_today_has_something_the_way_to_the_agenda_stands_with_it(lindehoek, visit):
    make_event(lindehoek, title="Koffie van vandaag", start_date=timezone.localdate(), start_time=None, end_time=None)
    html = visit(lindehoek).get("/").content.decode()
    today = html[html.index('class="front__today"') :].split("</section>")[0]
    assert "De hele agenda" in today
    assert html.count("De hele agenda") == 1
    assert 'class="front__agenda"' not in html
