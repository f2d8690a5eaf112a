"""An edition read online: its sections, the way from one article to the next, the cover of the paper edition."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from demo.factories import make_article, make_edition, make_image, make_notice
from dorpskrant.cover import cover_document
from dorpskrant.models import ArticlePage, EditionPage, Rubric
from dorpskrant.sections import FEWEST, SECTIONS, in_reading_order, sections_of
from dorpskrant.shelf import Paper

ADDRESS = "/dorpskrant/winter-2026/"


def article(title: str, rubric: str = "news", weight: str = "normal") -> ArticlePage:
    return ArticlePage(title=title, rubric=rubric, weight=weight)


def test_every_rubric_is_in_one_section():
    held = [rubric for _title, rubrics in SECTIONS.values() for rubric in rubrics]
    assert sorted(held) == sorted(Rubric.values)


@pytest.mark.django_db
def test_sections_keep_the_order_of_the_editors():
    rubrics = ["recipe", "news", "people", "sport", "school", "jubilee", "council"]
    articles = [article(f"{n} {rubric}", rubric) for n, rubric in enumerate(rubrics)]
    lead = article("Hoofdartikel", "people", "lead")
    articles.insert(3, lead)
    assert [(section.anchor, [a.title for a in section.articles]) for section in sections_of(articles)] == [
        ("bewaren", ["0 recipe"]),
        ("dorp", ["1 news", "4 school", "6 council"]),
        ("mensen", ["2 people", "5 jubilee"]),
        ("samen", ["3 sport"]),
    ]
    row = [a.title for a in in_reading_order(articles)]
    assert row[:5] == ["Hoofdartikel", "0 recipe", "1 news", "4 school", "6 council"]
    assert len(row) == len(articles)


@pytest.mark.django_db
def test_a_small_edition_has_no_headings_and_an_empty_one_no_sections():
    few = [article(str(n), "news" if n % 2 else "poem") for n in range(FEWEST)]  # the first is the lead story
    assert [(section.title, len(section.articles)) for section in sections_of(few)] == [("", FEWEST - 1)]
    assert sections_of([article("alleen")]) == []
    assert sections_of([]) == in_reading_order([]) == []


@pytest.mark.django_db
def test_articles_that_are_all_of_one_kind_need_no_heading():
    assert [section.title for section in sections_of([article(str(n)) for n in range(12)])] == [""]


@pytest.fixture
def edition(lindehoek) -> EditionPage:
    edition = make_edition(lindehoek, intro="Beste lezer, de linde is kaal.")
    for number, rubric in enumerate(["news", "people", "recipe", "news", "people", "recipe", "news", "sport"], start=1):
        make_article(edition, title=f"Artikel {number}", rubric=rubric)
    return edition


def links(html: str, kind: str) -> list[str]:
    return re.findall(rf'href="([^"]*)" rel="{kind}"', html)


@pytest.mark.django_db
def test_one_reads_from_the_lead_story_to_the_family_notices(edition, lindehoek, visit):
    make_notice(edition, names="Noor Claes")
    client = visit(lindehoek)
    contents = client.get(ADDRESS).content.decode()
    headings = re.findall(r'class="part__title">([^<]+)<', contents)
    assert headings == ["Mensen", "Om te bewaren", "Uit het dorp", "Verenigingen en sport"]
    for anchor in re.findall(r'class="in-this__link" href="#([^"]+)"', contents):
        assert f'id="{anchor}"' in contents
    address, met = f"{ADDRESS}artikel-1/", []
    while address.startswith(ADDRESS) and "#" not in address:
        html = client.get(address).content.decode()
        met.append(address.removeprefix(ADDRESS).strip("/"))
        assert html.count(f"Artikel {len(met)} van 8") == 2
        assert len(links(html, "prev")) == (len(met) > 1)
        back = re.search(r'class="onward__contents" href="([^"#]+)#([^"]+)"', html)
        assert back
        assert back[1] == ADDRESS
        assert f'id="{back[2]}"' in contents
        following = links(html, "next")
        if not following:
            assert f'href="{ADDRESS}#familie"' in html
            break
        address = following[0]
    assert met == [f"artikel-{number}" for number in (1, 2, 5, 3, 6, 4, 7, 8)]


@pytest.mark.django_db
def test_without_notices_online_the_last_article_leads_back_only(edition, lindehoek, visit):
    make_notice(edition, names="Fons Alleenpapier", consent_web=False)
    html = visit(lindehoek).get(f"{ADDRESS}artikel-8/").content.decode()
    assert "#familie" not in html
    assert links(html, "next") == []


@pytest.mark.django_db
def test_an_article_asks_as_much_of_the_database_in_a_large_edition_as_in_a_small_one(edition, lindehoek, visit):
    client = visit(lindehoek)

    def cost() -> int:
        client.get(f"{ADDRESS}artikel-2/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{ADDRESS}artikel-2/").status_code == 200
        return len(asked)

    small = cost()
    for number in range(9, 31):
        make_article(edition, title=f"Artikel {number}", rubric=Rubric.values[number % len(Rubric.values)])
    assert cost() == small


@pytest.mark.django_db
def test_the_cover_is_a_picture_of_the_first_page(edition, lindehoek, visit):
    client = visit(lindehoek)
    assert f'src="{ADDRESS}voorpagina.webp"' in client.get(ADDRESS).content.decode()
    response = client.get(f"{ADDRESS}voorpagina.webp")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (446, 631)
        assert len(set(picture.convert("L").resize((60, 80)).tobytes())) > 20  # letters, not a blank sheet


@pytest.mark.django_db
def test_a_cover_holds_nothing_that_somebody_may_take_back(edition, lindehoek):
    make_notice(edition, names="Noor Claes")
    make_article(edition, title="Nog niet online", photo=make_image(lindehoek), photo_alt="x", publish=False)
    made = cover_document(EditionPage.objects.get(pk=edition.pk))
    assert made.notices == made.agenda == made.recurring == made.adverts == ()
    assert [a.title for a in made.articles] == [f"Artikel {number}" for number in range(1, 9)]


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["busy", "failed"])
def test_while_there_is_no_cover_the_picture_is_empty_and_not_kept(edition, lindehoek, visit, monkeypatch, state):
    monkeypatch.setattr("dorpskrant.views.paper.PATIENCE_SECONDS", 0)
    monkeypatch.setattr(Paper, "state", state)
    response = visit(lindehoek).get(f"{ADDRESS}voorpagina.webp")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Cache-Control"] == "no-store"


def test_the_archive_shows_one_cover_and_both_papers_of_each_edition(edition, lindehoek, visit):
    make_edition(lindehoek, title="Herfst 2026", slug="herfst-2026", publication_date=dt.date(2026, 9, 1), number=3)
    page = visit(lindehoek).get("/dorpskrant/").content.decode()
    assert re.findall(r'src="([^"]+voorpagina\.webp)"', page) == ["/dorpskrant/winter-2026/voorpagina.webp"]
    for slug in ("winter-2026", "herfst-2026"):
        assert len(re.findall(rf'href="[^"]*/{slug}/grote-letters\.pdf"', page)) == 1
