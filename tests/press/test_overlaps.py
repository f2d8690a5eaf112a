"""Nothing ever lies on something else: chance editions, rasterised and searched. OVERLAP_EDITIONS=200 searches 200."""

import os

import pytest
from PIL import Image

from press.document import Layout
from press.job import edition_job
from press.typeset import TEMPLATES, render_edition
from tests.press.builders import article, edition, photo
from tests.press.overlaps import compiled, ink_at_the_edge, overlaps, xray
from tests.press.random_editions import Chance

EDITIONS = int(os.environ.get("OVERLAP_EDITIONS", "6"))
ONCE_WRONG = (56,)  # its contents ran off the front page: other entries were shown than had been measured


@pytest.mark.parametrize("number", sorted({*range(EDITIONS), *ONCE_WRONG}))
def test_nothing_overlaps_or_leaves_the_page(number, tmp_path):
    chance = Chance(number, tmp_path)
    pages = xray(chance.edition(), chance.layout)
    assert pages
    wrong = {n: overlaps(page)[:5] for n, page in enumerate(pages, 1) if overlaps(page) or ink_at_the_edge(page)}
    assert wrong == {}


def test_the_search_finds_text_on_text_and_text_on_a_photo(tmp_path, monkeypatch):
    made = edition(articles=(article(1, 3, photo=photo(tmp_path)), article(2)))
    assert not any(overlaps(page) for page in xray(made, Layout()))
    source = (TEMPLATES / "edition.typ").read_text(encoding="utf-8")
    place = "for x in p.items { if x.c != none { place(top + left, dy: x.y * lh, x.c) } }"
    assert place in source
    folder = tmp_path / "typst"
    folder.mkdir()
    for path in TEMPLATES.glob("*.typ"):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_text(text.replace(place, place.replace("x.y * lh", "0pt")), encoding="utf-8")
    monkeypatch.setattr("press.typeset.TEMPLATES", folder)
    assert any(overlaps(page) for page in xray(made, Layout()))


def test_the_search_finds_ink_at_the_edge():
    page = Image.new("L", (600, 800), 255)
    assert not ink_at_the_edge(page)
    page.paste(0, (596, 300, 600, 310))
    assert ink_at_the_edge(page)


@pytest.mark.parametrize("number", range(2))
def test_no_article_notice_or_advert_is_lost(number, tmp_path):
    from tests.press.builders import text_of

    chance = Chance(1000 + number, tmp_path)
    made = chance.edition()
    result = render_edition(made, chance.layout)
    assert {a.id for a in made.articles} == {
        a.id for a in result.plan.articles if a.id.startswith("a") and a.id[1:].isdigit()
    }
    job = edition_job(made, chance.layout)
    text = text_of(result.pdf).replace(" ", "").replace("-", "")
    for advert in job.data["adverts"]:
        if advert["picture"] is None:
            assert advert["title"].replace(" ", "").replace("-", "").replace("\u200b", "") in text
    assert compiled(job, made)
