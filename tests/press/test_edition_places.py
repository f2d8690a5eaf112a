"""Where adverts and pinned articles stand in the paper edition, read back from the PDF."""

import io

import pypdf

from press.document import (
    Advert,
)
from press.typeset import render_edition
from tests.press.builders import article, edition, text_of


def text_on(result, number: int) -> str:
    return text_of_page(pypdf.PdfReader(io.BytesIO(result.pdf)).pages[number - 1])


def text_of_page(page) -> str:
    return " ".join(page.extract_text().replace("\u200b", "").split())


def test_an_advert_stands_on_the_page_that_was_bought():
    articles = tuple(article(n, 8) for n in range(1, 9))
    adverts = (
        Advert("ad1", "1/4", "Op de voorpagina", page=1),
        Advert("ad2", "1/2", "Bladzijde drie", page=3),
        Advert("ad3", "1/8", "Achteraan", page=-1),
        Advert("ad4", "1/1", "Hele bladzijde twee", page=2),
        Advert("ad5", "1/4", "Bestaat niet", page=90),
    )
    result = render_edition(edition(articles=articles, adverts=adverts))
    assert "Op de voorpagina" in text_on(result, 1)
    assert "Hele bladzijde twee" in text_on(result, 2)
    assert "Bericht" not in text_on(result, 2).replace("Het Lindeblad", "")
    assert "Bladzijde drie" in text_on(result, 3)
    assert "Achteraan" in text_on(result, result.page_count)
    assert "Bestaat niet" in text_of(result.pdf)


def test_lees_verder_skips_an_advert_of_a_whole_page():
    result = render_edition(
        edition(articles=(article(1, 30), article(2)), adverts=(Advert("ad", "1/1", "Vol", page=2),))
    )
    assert result.plan.articles[0].pages[:2] == (1, 3)
    assert "Lees verder op pagina 3" in text_on(result, 1)


def test_an_article_pinned_to_the_front_or_the_back_stands_there():
    articles = (
        *(article(n, 6) for n in range(1, 7)),
        article(7, 1, pin="front", title="Vooraan"),
        article(8, 2, pin="back", title="Achterop"),
        *(article(n, 6) for n in range(9, 12)),
    )
    result = render_edition(edition(articles=articles))
    pages = {a.id: a.page for a in result.plan.articles}
    assert (pages["a1"], pages["a7"], pages["a8"]) == (1, 1, result.page_count)
    assert "Vooraan" in text_on(result, 1)
    assert "Achterop" in text_on(result, result.page_count)
