"""The paper edition: what is in it, who may make it, what happens when it can't be made."""

import datetime as dt
import io

import pikepdf
import pytest
from pypdf import PdfReader

from demo.factories import make_article, make_edition, make_image, make_notice, make_user
from dorpskrant.models import EditionPage, FamilyNotice
from dorpskrant.paper import Channel, edition_document
from dorpskrant.printing import fingerprint, printed
from dorpskrant.views.paper import A4
from press.errors import PressError
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("-\n", "").split())


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek, intro="Beste lezer, de linde is kaal.")
    make_article(
        edition,
        title="De veilingklok loopt",
        byline="Rita Boels",
        photo=make_image(lindehoek, credit="Jos Maes"),
        photo_alt="De klok",
        photo_caption="De klok op vrijdag.",
        body=[
            ("text", "<p>Na negenendertig jaar staat ze niet meer stil.</p>"),
            ("heading", "Een vijs te kort"),
            ("quote", {"text": "Ze tikt.", "attribution": "Willy"}),
            ("list", {"ordered": True, "items": ["olie", "een vijs"]}),
            ("box", {"title": "Kom kijken", "text": "<p>Zondag om 11 uur.</p>"}),
        ],
    )
    return edition


def test_the_paper_holds_the_edition(edition, lindehoek):
    with scoped(lindehoek.scope()):
        text = words(printed(edition_document(edition, Channel.PAPER), A4).read_bytes())
    for part in (
        "De veilingklok loopt",
        "Rita Boels",
        "negenendertig jaar",
        "Een vijs te kort",
        "Ze tikt",
        "Kom kijken",
    ):
        assert part in text
    assert "Jos Maes" in text


def test_each_channel_has_only_what_was_agreed_for_it(edition):
    make_notice(edition, names="Noor Overal")
    make_notice(edition, names="Fons Alleenpapier", kind=FamilyNotice.Kind.DIED, consent_web=False)
    make_notice(edition, names="Mia Alleenweb", consent_paper=False)
    make_notice(edition, names="Jan Verlopen", online_until=dt.date(2020, 1, 1))
    nowhere = {"consent_paper": False, "consent_web": False, "agreed_by": "", "agreed_on": None, "agreed_how": ""}
    make_notice(edition, names="Els Nergens", **nowhere)
    edition = EditionPage.objects.get(pk=edition.pk)
    paper = {notice.names for notice in edition_document(edition, Channel.PAPER).notices}
    web = {notice.names for notice in edition_document(edition, Channel.WEB).notices}
    assert paper == {"Noor Overal", "Fons Alleenpapier", "Jan Verlopen"}
    assert web == {"Noor Overal", "Mia Alleenweb"}


def test_the_public_pdf_is_there_for_every_reader(edition, lindehoek, visit):
    make_notice(edition, names="Fons Alleenpapier", consent_web=False)
    response = visit(lindehoek).get("/dorpskrant/winter-2026/papier.pdf")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    text = words(body(response))
    assert "De veilingklok loopt" in text
    assert "Alleenpapier" not in text


def test_the_public_pdf_follows_a_withdrawn_consent_at_once(edition, lindehoek, visit):
    notice = make_notice(edition, names="Noor Claes")
    client = visit(lindehoek)
    first = client.get("/dorpskrant/winter-2026/papier.pdf")
    assert "Noor Claes" in words(body(first))
    assert client.get("/dorpskrant/winter-2026/papier.pdf", headers={"if-none-match": first["ETag"]}).status_code == 304
    FamilyNotice.objects.filter(pk=notice.pk).update(consent_web=False)
    again = client.get("/dorpskrant/winter-2026/papier.pdf", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Noor Claes" not in words(body(again))


def test_the_same_edition_is_printed_once(edition):
    document = edition_document(edition, Channel.PAPER)
    assert fingerprint(document, A4) == fingerprint(edition_document(edition, Channel.PAPER), A4)
    first = printed(document, A4)
    made_at = first.stat().st_ino
    assert printed(document, A4).stat().st_ino == made_at


def test_the_editors_paper_shows_what_is_not_published_yet(edition, lindehoek, visit):
    make_article(edition, title="Nog niet online", publish=False)
    editor = make_user(lindehoek)
    response = visit(lindehoek, editor).get(f"/admin/papier/{edition.pk}/a4.pdf")
    assert response.status_code == 200
    assert "Nog niet online" in words(body(response))
    assert "Nog niet online" not in words(body(visit(lindehoek).get("/dorpskrant/winter-2026/papier.pdf")))


def test_the_screen_says_what_is_left_out(edition, lindehoek, visit):
    make_notice(edition, consent_paper=False)
    page = visit(lindehoek, make_user(lindehoek)).get(f"/admin/papier/{edition.pk}/").content.decode()
    assert "1 familiebericht blijft weg" in page


def test_the_neighbours_paper_does_not_exist(edition, zavelberg, visit):
    for role in VillageRole.Role:
        client = visit(zavelberg, make_user(zavelberg, role))
        assert client.get(f"/admin/papier/{edition.pk}/").status_code == 404
        assert client.get(f"/admin/papier/{edition.pk}/a4.pdf").status_code == 404


def test_a_visitor_is_sent_to_the_login(edition, lindehoek, visit):
    assert visit(lindehoek).get(f"/admin/papier/{edition.pk}/a4.pdf").status_code == 302


def test_what_the_press_cannot_make_is_said_in_words(edition, lindehoek, visit, monkeypatch):
    article = edition.get_children().get()

    def refuse(*args):
        raise PressError("the photo is damaged", article=f"a{article.pk}")

    monkeypatch.setattr("dorpskrant.printing.render_edition", refuse)
    response = visit(lindehoek, make_user(lindehoek)).get(f"/admin/papier/{edition.pk}/a4.pdf")
    assert response.status_code == 422
    page = response.content.decode()
    assert "De drukpers kon deze editie niet maken" in page
    assert article.title in page


def test_the_pdf_is_tagged_and_in_dutch(edition):
    with pikepdf.open(printed(edition_document(edition, Channel.PAPER), A4)) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.MarkInfo.Marked
