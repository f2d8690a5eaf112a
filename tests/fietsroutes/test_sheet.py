import io

import pytest
from pypdf import PdfReader

from fietsroutes.sheet import facts, plain

pytestmark = pytest.mark.django_db


def test_the_route_sheet_holds_the_nodes_the_facts_and_every_story(visit, lindehoek, make_route):
    page = make_route(
        lindehoek, stops=2, start_place="Het plein", cafes="Café De Halte", facilities="Bank", suitable_tandem=True
    )
    client = visit(lindehoek)
    html = client.get(page.url).content.decode()
    assert 'href="/fietsroutes/langs-het-water/fietsblad.pdf"' in html
    response = client.get(f"{page.url}fietsblad.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(b"".join(response.streaming_content)))
    text = " ".join("".join(sheet.extract_text() for sheet in reader.pages).split())
    for words in ("Langs het water", "Hier stond de brug van Lindehoek.", "Café De Halte", "Het plein", "tandem"):
        assert words in text
    assert "34" in text
    again = client.get(f"{page.url}fietsblad.pdf", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_route_without_a_line_has_no_sheet(visit, lindehoek, make_route):
    page = make_route(lindehoek, stops=0)
    type(page).objects.filter(pk=page.pk).update(line=[])
    assert visit(lindehoek).get(f"{page.url}fietsblad.pdf").status_code == 404


def test_rich_text_becomes_plain_lines():
    assert plain("<p>Een <b>huis</b>.</p><p>Twee &amp; meer</p>") == "Een huis.\nTwee & meer"


def test_facts_leave_out_what_nobody_filled_in(lindehoek, make_route):
    assert len(facts(make_route(lindehoek, stops=0))) == 1
