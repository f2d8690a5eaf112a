"""Finding pages by their address: as Wagtail does, by fewer questions."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from core.models import BasePage
from demo.factories import add_page, contact_page_of, home_of, make_article, make_edition, make_event, make_image
from home.models import InformationPage
from home.views.serving import route_of
from villages.models import Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def request_at(village, path):
    request = RequestFactory().get(path, headers={"host": village.site.hostname})
    request.village = Village.objects.get(pk=village.pk)
    request._wagtail_site = request.village.site
    return request


def both_ways(village, path, language="nl"):
    """Give what stands at an address according to our own way and to Wagtail's: the page and its view."""
    found = []
    with scoped(village.scope()), translation.override(language):
        for route in (route_of, Page.route_for_request):
            result = route(request_at(village, f"/{path}"), path)
            view, args, kwargs = result.args if result and result.args else (None, (), {})
            found.append(result and (type(result.page), result.page.pk, getattr(view, "__name__", ""), args, kwargs))
    return found


@pytest.fixture(scope="module")
def grown(module_db):
    lindehoek = Village.objects.get(slug="lindehoek")
    edition = make_edition(lindehoek)
    make_article(edition, title="Artikel")
    make_article(edition, title="Ontwerp", publish=False)
    make_event(lindehoek, title="Koffie")
    make_event(lindehoek, title="Abonneren", slug="abonneren")  # the agenda has a view of that name
    make_event(lindehoek, title="Soep", publish=False)
    below = add_page(contact_page_of(lindehoek), InformationPage(title="Verborgen"), publish=False)
    add_page(below, InformationPage(title="Dieper"))


@pytest.fixture
def tree(grown, lindehoek):
    return lindehoek


@pytest.mark.parametrize(
    "path",
    [
        "",
        "dorpskrant/",
        "dorpskrant/winter-2026/",
        "dorpskrant/winter-2026/artikel/",
        "dorpskrant/winter-2026/ontwerp/",
        "dorpskrant/winter-2026/papier.pdf",
        "dorpskrant/winter-2026/artikel/verder/",
        "dorpskrant/rss.xml",
        "agenda/",
        "agenda/agenda.ics",
        "agenda/abonneren/",
        "agenda/maand/2026-12/",
        "agenda/maand/2026-12/prikbord.pdf",
        "agenda/koffie/",
        "agenda/soep/",
        "agenda/niets/",
        "agenda/koffie/niets/",
        "contact/",
        "contact/verborgen/",
        "contact/verborgen/dieper/",
        "winter-2026/",
        "artikel/",
        "niets/",
        "niets/koffie/",
    ],
)
def test_an_address_leads_where_wagtail_leads(tree, path):
    ours, wagtails = both_ways(tree, path)
    assert ours == wagtails


def test_in_another_language_too(visit):
    from demo.factories import make_village

    village = make_village("Heuvel", languages=["nl", "fr"])
    for language in ("nl", "fr", "en"):
        for path in ("", "agenda/", "agenda/agenda.ics", "contact/", "niets/"):
            ours, wagtails = both_ways(village, path, language)
            assert ours == wagtails, (language, path)


def test_addresses_are_written_as_wagtail_writes_them():
    from demo.factories import make_village

    village = make_village("Heuvel", languages=["nl", "fr"])
    add_page(contact_page_of(village), InformationPage(title="É!", slug="één-twee"))
    with scoped(village.scope()):
        pages = [page.specific for page in Page.objects.filter(depth__gt=1)]
        assert len(pages) > 8
        for language in ("nl", "fr"):
            with translation.override(language):
                for page in pages:
                    assert page.get_url_parts() == super(BasePage, page).get_url_parts(), page


def test_a_private_page_stays_so_and_the_others_stay_open(tree, visit):
    newspaper = home_of(tree).get_children().get(slug="dorpskrant")
    restriction = PageViewRestriction.objects.create(page=newspaper, restriction_type="login")
    client = visit(tree)
    for path in ("/dorpskrant/", "/dorpskrant/winter-2026/", "/dorpskrant/winter-2026/artikel/"):
        assert client.get(path).status_code == 302, path
    assert client.get("/agenda/koffie/").status_code == 200
    restriction.delete()
    assert client.get("/dorpskrant/winter-2026/artikel/").status_code == 200


def test_a_long_article_full_of_links_and_photos_costs_few_queries(tree, visit):
    event, contact = Page.objects.get(slug="koffie"), contact_page_of(tree)
    edition = Page.objects.get(slug="winter-2026").specific

    def long(number):
        links = [
            ("text", f'<p><a linktype="page" id="{page.pk}">lees</a> en <a id="{page.pk}" linktype="page">nog</a></p>')
            for page in (event, contact) * number
        ]
        photos = [("photo", {"image": make_image(tree), "alt": "x"}) for _ in range(number)]
        body = [*links, *photos]
        return make_article(edition, title=f"Lang {number}", body=body, photo=make_image(tree), photo_alt="x")

    client, counted = visit(tree), {}
    for number in (1, 12):
        address = long(number).get_url_parts()[2]
        page = client.get(address).content.decode()
        assert page.count('href="/agenda/koffie/"') == page.count('href="/contact/"') - 2 == 2 * number
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted[number] = len(captured)
    assert counted[1] == counted[12] <= MOST_QUERIES


def test_a_link_leads_to_the_page_in_the_readers_language(visit):
    from core.link_tags import VillagePageLinks
    from demo.factories import agenda_of, make_village

    village = make_village("Heuvel", languages=["nl", "fr"])
    with scoped(village.scope()):
        for language, address in (("nl", "/agenda/"), ("fr", "/fr/agenda/")):
            with translation.override(language):
                tags = VillagePageLinks.expand_db_attributes_many([{"id": str(agenda_of(village).pk)}, {"id": "0"}, {}])
                assert tags == [f'<a href="{address}">', "<a>", "<a>"]
