"""Front page, contact point, search, sitemap: each in its own village."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from demo.factories import (
    contact_page_of,
    home_of,
    make_article,
    make_edition,
    make_event,
    make_image,
    make_notice,
    make_village,
    newspaper_of,
)
from dorpskrant.models import EditionPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek)
    make_article(edition, title="De veilingklok loopt", weight="lead")
    return edition


def queries(client, address):
    client.get(address)  # renditions and caches are made the first time
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_front_page_shows_lead_notices_and_contact(edition, lindehoek, visit):
    make_notice(edition, names="Noor Claes")
    make_notice(edition, names="Geen Web", consent_web=False)
    contact = contact_page_of(lindehoek)
    contact.contact_phone, contact.contact_name = "0470 00 00 10", "Ilse"
    contact.save_revision().publish()
    page = visit(lindehoek).get("/").content.decode()
    assert "De veilingklok loopt" in page
    assert "Noor Claes" in page
    assert "Geen Web" not in page
    assert 'href="tel:+32470000010"' in page


def test_nothing_of_the_neighbour_is_on_any_page(edition, lindehoek, zavelberg, visit):
    make_notice(edition, names="Noor Claes")
    for address in (
        "/",
        "/dorpskrant/",
        "/agenda/",
        "/fietsroutes/",
        "/contact/",
        "/zoeken/?q=veilingklok",
        "/sitemap.xml",
    ):
        page = visit(zavelberg).get(address).content.decode()
        for marker in ("veilingklok", "Noor Claes", "lindehoek.localhost", "Lindehoek"):
            assert marker not in page.replace("q=veilingklok", "").replace("<title>veilingklok", "").replace(
                'value="veilingklok"', ""
            ).replace("“veilingklok”", ""), address


def test_search_finds_what_is_here(edition, lindehoek, visit):
    assert "De veilingklok loopt" in visit(lindehoek).get("/zoeken/?q=veilingklok").content.decode()


@pytest.mark.parametrize("query", ["", "\x00", "a" * 5000, "'\"); --", "%", "AND OR NOT *", "(", '"', "NEAR/2"])
def test_strange_searches_are_answered(edition, lindehoek, visit, query):
    assert visit(lindehoek).get("/zoeken/", {"q": query}).status_code == 200


def test_the_newspaper_has_a_feed_without_notices(edition, lindehoek, visit):
    make_notice(edition, names="Noor Claes")
    response = visit(lindehoek).get("/dorpskrant/rss.xml")
    assert response.headers["Content-Type"].startswith("application/rss+xml")
    assert "De veilingklok loopt" in response.content.decode()
    assert "Noor Claes" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/dorpskrant/", "application/rss+xml"),
        ("/dorpskrant/winter-2026/", "application/pdf"),
        ("/agenda/", "text/calendar"),
    ],
)
def test_pages_name_their_other_forms_in_the_head(edition, lindehoek, visit, address, kind):
    page = visit(lindehoek).get(address).content.decode()
    assert f'<link rel="alternate" type="{kind}"' in page


def test_the_switcher_leads_to_the_same_page_in_the_villages_languages(visit):
    village = make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    page = visit(village).get("/agenda/").content.decode()
    assert 'href="/fr/agenda/" lang="fr"' in page
    assert 'lang="en"' not in page
    assert 'lang="fr"' in visit(village).get("/fr/agenda/").content.decode()


def test_public_pages_allow_nothing_from_elsewhere(edition, lindehoek, visit):
    response = visit(lindehoek).get("/")
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert "<style" not in page
    assert " style=" not in page


def test_the_cost_of_a_page_does_not_follow_the_number_of_articles(lindehoek, visit):
    edition = make_edition(lindehoek)
    photo = make_image(lindehoek)
    make_article(edition, title="Eerste", photo=photo, photo_alt="x")
    make_notice(edition)
    client = visit(lindehoek)
    addresses = ["/", "/dorpskrant/", "/dorpskrant/winter-2026/", "/dorpskrant/winter-2026/eerste/", "/contact/"]
    few = {address: queries(client, address) for address in addresses}
    for number in range(29):
        make_article(edition, title=f"Artikel {number}", photo=make_image(lindehoek), photo_alt="x")
        make_notice(edition, names=f"Kind {number}", publish=number == 28)  # all at once
    assert EditionPage.objects.get(pk=edition.pk).family_notices.count() == 30
    for number in range(29):
        make_edition(lindehoek, title=f"Editie {number}", number=number, publication_date="2020-01-01")
    many = {address: queries(client, address) for address in addresses}
    grown = {address: (few[address], many[address]) for address in addresses if many[address] > few[address]}
    assert grown == {}


def test_a_draft_is_not_public(lindehoek, visit):
    edition = make_edition(lindehoek, publish=False)
    assert visit(lindehoek).get(f"/dorpskrant/{edition.slug}/").status_code == 404
    assert home_of(lindehoek).live
    assert newspaper_of(lindehoek).live


def test_the_sitemap_knows_the_villages_own_languages(visit):
    village = make_village("Molenkouter", "molenkouter.localhost", ["nl", "fr"])
    sitemap = visit(village).get("/sitemap.xml").content.decode()
    assert "<loc>http://molenkouter.localhost/agenda/</loc>" in sitemap
    assert "<loc>http://molenkouter.localhost/fr/" in sitemap
    assert "lindehoek" not in sitemap


def test_each_page_says_in_its_head_what_it_is(lindehoek, visit):
    edition = make_edition(lindehoek, intro="")
    make_article(edition, title="De linde", slug="de-linde", intro="")
    make_event(lindehoek, slug="koffie")
    client = visit(lindehoek)
    addresses = ["/", "/dorpskrant/", "/dorpskrant/winter-2026/", "/dorpskrant/winter-2026/de-linde/"]
    for address in [*addresses, "/agenda/", "/agenda/koffie/", "/fietsroutes/", "/contact/"]:
        html = client.get(address).content.decode()
        found = re.search(r'<meta name="description" content="([^"]*)">', html)
        assert found, address
        assert found[1].strip(), address


def test_a_page_with_a_password_asks_for_it_and_opens(lindehoek, visit):
    page = contact_page_of(lindehoek)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="linde")
    client = visit(lindehoek)
    asked = client.get("/contact/")
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert address in asked.content.decode()
    assert client.post(address, {"password": "eik", "return_url": "/contact/"}).status_code == 200
    answer = client.post(address, {"password": "linde", "return_url": "/contact/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/contact/")
    assert address not in client.get("/contact/").content.decode()
