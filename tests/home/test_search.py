"""Searching a village: what is found, in which language, how it is shown, and what is never found."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from demo.crowd import copy_village
from demo.factories import contact_page_of, make_article, make_edition, make_event, make_notice, newspaper_of
from dorpskrant.consent import withdraw
from dorpskrant.models import ScannedEdition
from dorpskrant.models.consent import Consented
from home.models import SearchEntry
from home.searching.excerpts import excerpt_of
from home.searching.finding import search_village
from home.searching.words import folded, stems_of, words_in


def alike(one, other, language="nl"):
    return bool(stems_of(folded(one), language) & stems_of(folded(other), language))


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("fietsen", "fiets", "nl"),
        ("fanfares", "fanfare", "nl"),
        ("brieven", "brief", "nl"),
        ("huizen", "huis", "nl"),
        ("vergaderingen", "vergadering", "nl"),
        ("Café", "cafe", "nl"),
        ("Coördinatie", "coordinatie", "nl"),
        ("marchés", "marche", "fr"),
        ("Œuvres", "oeuvre", "fr"),
        ("Häuser", "Hauser", "de"),
        ("walking", "walks", "en"),
        ("Straße", "strasse", "de"),
    ],
)
def test_forms_of_a_word_are_alike(one, other, language):
    assert alike(one, other, language)


@pytest.mark.parametrize(("one", "other"), [("fiets", "feest"), ("kerk", "kermis"), ("bakker", "bakfiets")])
def test_other_words_are_not_alike(one, other):
    assert not alike(one, other)


def test_a_language_without_rules_compares_whole_words():
    assert stems_of("площа", "uk") == {"площа"}


def test_words_have_an_end():
    assert [len(word) for word in words_in("x" * 5000)] == [60]


def test_the_line_is_the_one_that_holds_the_word_and_is_cut_at_words():
    text = "Een begin.\n" + "vooraf " * 40 + "kwamen de fietsen voorbij " + "daarna " * 40 + "\nEen einde."
    line = excerpt_of(text, ["fiets"], "nl")
    shown = "".join(part.text for part in line)
    assert [part.text for part in line if part.found] == ["fietsen"]
    assert shown.startswith("… vooraf") and shown.endswith("daarna …")
    assert len(shown) < 190
    assert "begin" not in shown and "einde" not in shown


db = pytest.mark.django_db


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek)
    make_article(edition, title="De veilingklok loopt", intro="Honderd fietsers stonden voor café De Halte.")
    return edition


def labels(village, query, language="nl"):
    return [group.label for group in search_village(village.site, language, query).groups]


def titles(village, query, language="nl"):
    groups = search_village(village.site, language, query).groups
    return [result.title for group in groups for result in group.results]


@db
@pytest.mark.parametrize(
    "query", ["veilingklok", "VEILINGKLOKKEN", "cafe halte", "café", "fietser", "de fietsers van de halte"]
)
def test_an_article_is_found_by_forms_of_its_words(edition, lindehoek, query):
    assert titles(lindehoek, query) == ["De veilingklok loopt"]


@db
def test_all_words_have_to_be_there(edition, lindehoek):
    assert titles(lindehoek, "veilingklok zwembad") == []


@db
def test_a_word_finds_what_it_begins(edition, lindehoek):
    make_article(edition, title="De fietstocht van mei")
    assert "De fietstocht van mei" in titles(lindehoek, "fiets")
    assert titles(lindehoek, "de") and "De fietstocht van mei" not in titles(lindehoek, "mei fie")


@db
def test_a_title_comes_before_a_text(edition, lindehoek):
    make_article(edition, title="Iets anders", intro="Ook hier gaat het over de kermis.")
    make_article(edition, title="Kermis in het dorp")
    assert titles(lindehoek, "kermis") == ["Kermis in het dorp", "Iets anders"]


@db
def test_a_typing_error_is_forgiven_and_said(edition, lindehoek, visit):
    answer = search_village(lindehoek.site, "nl", "veilinklok")
    assert answer.instead == "veilingklok"
    page = visit(lindehoek).get("/zoeken/?q=veilinklok").content.decode()
    assert "“veilinklok”" in page and "“veilingklok”" in page and "De veilingklok loopt" in page


@db
def test_each_kind_has_its_group_and_the_word_is_marked(edition, lindehoek, visit):
    make_article(edition, title="Wandelen langs de beek", intro="Over een wandeling.")
    make_event(lindehoek, title="Wandeling met de Kuiten")
    make_notice(edition, names="Noor Claes", text="Ouders wandelen graag.")
    contact = contact_page_of(lindehoek)
    contact.intro = "Vraag hier naar de wandelkaart."
    contact.save_revision().publish()
    assert labels(lindehoek, "wandelen") == ["Artikels", "Geboren, getrouwd, overleden", "Agenda", "Informatie"]
    page = visit(lindehoek).get("/zoeken/?q=wandelen").content.decode()
    for label in ("Artikels", "Geboren, getrouwd, overleden", "Agenda"):
        assert label in page
    assert "<mark>wandeling</mark>" in page
    assert "<mark>wandelkaart</mark>" in page


@db
def test_an_old_edition_is_found_by_its_text(lindehoek, visit):
    scan = ScannedEdition(newspaper=newspaper_of(lindehoek), date=dt.date(1987, 6, 1), pages=4)
    scan.text = "Verslag van de kermis. De fanfare speelde tot in de vroege uren."
    scan.file.save("1987.pdf", ContentFile(b"%PDF"), save=False)
    scan.cover.save("1987.jpg", ContentFile(b"jpg"), save=False)
    scan.save()
    page = visit(lindehoek).get("/zoeken/?q=fanfares").content.decode()
    assert escape(scan.file.url) in page
    assert "<mark>fanfare</mark>" in page


@db
def test_a_notice_is_found_only_with_consent_for_the_web(edition, lindehoek, visit):
    make_notice(edition, names="Geen Web", text="Merkteken", consent_web=False)
    assert titles(lindehoek, "merkteken") == []
    assert not SearchEntry.objects.filter(stems__contains="merkteken").exists()


@db
def test_a_notice_is_gone_from_the_search_when_consent_is_withdrawn(edition, lindehoek, visit):
    notice = make_notice(edition, names="Noor Claes", text="Merkteken")
    assert titles(lindehoek, "merkteken") == ["Noor Claes"]
    assert "Geboren: <bdi>Noor Claes</bdi>" in visit(lindehoek).get("/zoeken/?q=merkteken").content.decode()
    withdraw(notice, Consented.WEB)
    assert titles(lindehoek, "merkteken") == []
    assert not SearchEntry.objects.filter(stems__contains="merkteken").exists()


@db
def test_a_notice_is_gone_from_the_search_when_its_time_has_passed_though_nobody_saved_it(edition, lindehoek):
    notice = make_notice(edition, names="Noor Claes", text="Merkteken")
    type(notice).objects.filter(pk=notice.pk).update(online_until=dt.date(2020, 1, 1))
    assert titles(lindehoek, "merkteken") == []


@db
def test_what_is_taken_offline_or_made_private_is_not_found(edition, lindehoek):
    article = edition.articles().get()
    edition.view_restrictions.create(restriction_type="login")
    assert titles(lindehoek, "veilingklok") == []
    edition.view_restrictions.all().delete()
    assert titles(lindehoek, "veilingklok") == ["De veilingklok loopt"]
    article.unpublish()
    assert titles(lindehoek, "veilingklok") == []
    assert not SearchEntry.objects.filter(page=article.pk).exists()


@db
def test_a_draft_is_not_found_and_a_published_change_is(edition, lindehoek):
    article = edition.articles().get().specific
    article.title = "De molensteen"
    article.save_revision()
    assert titles(lindehoek, "molensteen") == []
    article.get_latest_revision().publish()
    assert titles(lindehoek, "molensteen") == ["De molensteen"]
    assert titles(lindehoek, "veilingklok") == []


@db
def test_the_neighbour_is_not_found(edition, lindehoek, zavelberg):
    assert titles(zavelberg, "veilingklok") == []
    assert search_village(zavelberg.site, "nl", "veilinklok").instead == ""


@db
def test_nothing_found_leads_to_the_contact_point(lindehoek, visit):
    contact = contact_page_of(lindehoek)
    contact.contact_phone, contact.contact_name = "0470 00 00 10", "Ilse"
    contact.save_revision().publish()
    page = visit(lindehoek).get("/zoeken/?q=olifant").content.decode()
    assert "Niets gevonden voor “olifant”" in page
    assert "Of vraag het aan Ilse:" in page


@db
def test_rebuilding_gives_the_same_entries(edition, lindehoek, capsys):
    make_notice(edition, names="Noor Claes")
    make_event(lindehoek, title="Kaarten")
    shown = ("kind", "title", "text", "stems", "title_stems", "language", "date", "page", "notice")
    before = sorted(map(str, SearchEntry.objects.filter(site=lindehoek.site).values_list(*shown)))
    assert len(before) > 3
    call_command("rebuild_search", "--village", lindehoek.slug)
    assert sorted(map(str, SearchEntry.objects.filter(site=lindehoek.site).values_list(*shown))) == before


def asked(visitor, address):
    visitor.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert visitor.get(address).status_code == 200
    return len(caught)


@db
def test_a_search_costs_the_same_with_more_results_and_more_villages(edition, lindehoek, visit):
    make_event(lindehoek, title="Kermis")
    make_notice(edition, names="Noor Claes", text="Kermiskind")
    make_article(edition, title="Kermis 0")
    few = asked(visit(lindehoek), "/zoeken/?q=kermis")
    for number in range(1, 30):
        make_article(edition, title=f"Kermis {number}")
    make_event(lindehoek, title="Nog eens kermis")
    assert asked(visit(lindehoek), "/zoeken/?q=kermis") == few
    copy_village(lindehoek, 50)
    assert asked(visit(lindehoek), "/zoeken/?q=kermis") == few
    assert (
        "kopie-7.localhost"
        not in visit("kopie-7.localhost").get("/zoeken/?q=kermis").content.decode().split("<main")[1]
    )


@db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, and rightly so")
def test_a_search_reads_its_own_village_alone(edition, lindehoek):
    with CaptureQueriesContext(connection) as caught:
        titles(lindehoek, "veilingklok")
    [question] = [query["sql"] for query in caught if "home_searchentry" in query["sql"] and "LIKE" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {question}")
        plan = " ".join(row[-1] for row in cursor.fetchall())
    assert "USING INDEX search_in_one_village" in plan
    assert "SCAN home_searchentry" not in plan
