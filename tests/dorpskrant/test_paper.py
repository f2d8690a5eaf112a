"""The paper edition: what is in it, who may make it, what happens when it can't be made."""

import datetime as dt
import io

import pikepdf
import pytest
from pypdf import PdfReader

from demo.factories import make_article, make_edition, make_image, make_notice, make_user
from dorpskrant.models import Advert, EditionPage, FamilyNotice, ShortLink
from dorpskrant.paper import Channel, edition_document, paper_layout
from dorpskrant.printing import paper_of
from press.document import Layout
from press.errors import PressError, PressTimeout
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("-\n", "").replace("\u200b", "").split())


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def printed(page: EditionPage, layout: Layout | None = None, channel: Channel = Channel.PAPER) -> bytes:
    paper = paper_of(f"{page.pk}-test", edition_document(page, channel), layout or paper_layout(page))
    assert paper.state == "ready", paper.failure()
    return paper.pdf.read_bytes()


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
        text = words(printed(edition))
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


def test_the_same_edition_is_printed_once_and_a_change_replaces_it(edition):
    def paper():
        return paper_of("9-test", edition_document(EditionPage.objects.get(pk=edition.pk), Channel.PAPER), Layout())

    first = paper()
    made_at = first.pdf.stat().st_ino
    assert paper() == first
    assert first.pdf.stat().st_ino == made_at
    EditionPage.objects.filter(pk=edition.pk).update(intro="Iets anders.")
    second = paper()
    assert second != first
    assert (first.state, second.state) == ("absent", "ready")


def test_the_editors_paper_shows_what_is_not_published_yet(edition, lindehoek, visit):
    make_article(edition, title="Nog niet online", publish=False)
    editor = make_user(lindehoek)
    response = visit(lindehoek, editor).get(f"/admin/papier/{edition.pk}/drukken/?kind=a4&bestand=1")
    assert response.status_code == 200
    assert "Nog niet online" in words(body(response))
    assert "Nog niet online" not in words(body(visit(lindehoek).get("/dorpskrant/winter-2026/papier.pdf")))


def test_the_screen_says_what_is_left_out(edition, lindehoek, visit):
    make_notice(edition, consent_paper=False)
    page = visit(lindehoek, make_user(lindehoek)).get(f"/admin/papier/{edition.pk}/drukken/").content.decode()
    assert "1 familiebericht blijft weg" in page


def test_the_neighbours_paper_does_not_exist(edition, zavelberg, visit):
    own = make_edition(zavelberg, title="Winter bij ons")
    key = paper_of(f"{edition.pk}-flatplan", edition_document(edition, Channel.PAPER), Layout(), thumbnails=True).key
    for role in VillageRole.Role:
        client = visit(zavelberg, make_user(zavelberg, role))
        for address in ("", "drukken/", "drukken/?kind=a4&bestand=1", f"stand/{key}/", f"blad/{key}/1.png"):
            assert client.get(f"/admin/papier/{edition.pk}/{address}").status_code == 404
        # A page of one's own does not open the neighbour's pictures either.
        assert client.get(f"/admin/papier/{own.pk}/blad/{key}/1.png").status_code == 404


def test_a_visitor_is_sent_to_the_login(edition, lindehoek, visit):
    for address in ("", "drukken/", "advertenties/nieuw/"):
        assert visit(lindehoek).get(f"/admin/papier/{edition.pk}/{address}").status_code == 302


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PressError("the photo is damaged"), "De drukpers kon dit niet maken"),
        (PressTimeout("Printing took longer than 60 seconds and was stopped."), "Het drukken duurde te lang"),
        (RuntimeError("disk"), "De drukpers kon dit niet maken"),
    ],
)
def test_what_the_press_cannot_make_is_said_in_words(edition, lindehoek, visit, monkeypatch, error, said):
    article = edition.get_children().get()
    if isinstance(error, PressError):
        error.article = f"a{article.pk}"

    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr("dorpskrant.printing.print_edition", refuse)
    client = visit(lindehoek, make_user(lindehoek))
    for address in ("", "drukken/?kind=a4"):
        page = client.get(f"/admin/papier/{edition.pk}/{address}").content.decode()
        assert said in page
        assert ("Dit is het artikel" in page) == isinstance(error, PressError)
    public = visit(lindehoek).get("/dorpskrant/winter-2026/papier.pdf")
    assert public.status_code == 503
    assert str(error) not in public.content.decode()
    monkeypatch.undo()
    again = client.get(f"/admin/papier/{edition.pk}/drukken/?kind=a4&opnieuw=1").content.decode()
    assert "Het bestand is klaar" in again


def test_a_paper_in_the_making_says_so_and_comes_back(edition, lindehoek, visit, monkeypatch):
    monkeypatch.setattr("dorpskrant.views.paper.PATIENCE_SECONDS", 0)
    monkeypatch.setattr("django_tasks.backends.immediate.ImmediateBackend._execute_task", lambda *args: None)
    client = visit(lindehoek, make_user(lindehoek))
    assert "Wachten op de pers" in client.get(f"/admin/papier/{edition.pk}/drukken/?kind=a4").content.decode()
    assert "Wachten op de pers" in client.get(f"/admin/papier/{edition.pk}/").content.decode()
    public = visit(lindehoek).get("/dorpskrant/winter-2026/papier.pdf")
    assert (public.status_code, public.headers["Refresh"]) == (503, "4")
    assert "ETag" not in public.headers


@pytest.mark.parametrize(
    ("kind", "size_mm", "name"),
    [
        ("a4", (210, 297), "a4"),
        ("a5", (148, 210), "a5"),
        ("vellen", (297, 210), "vellen"),
        ("groot", (210, 297), "groot"),
        ("site", (210, 297), "site"),
    ],
)
def test_every_format_is_one_click_away(edition, lindehoek, visit, kind, size_mm, name):
    client = visit(lindehoek, make_user(lindehoek))
    asked = f"/admin/papier/{edition.pk}/drukken/?kind={kind}&colour=black"
    assert "Het bestand is klaar" in client.get(asked).content.decode()
    response = client.get(f"{asked}&bestand=1")
    assert f"{name}-zwart-wit.pdf" in response.headers["Content-Disposition"]
    box = PdfReader(io.BytesIO(body(response))).pages[0].mediabox
    assert (round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)) == size_mm


def test_bleed_and_crop_marks_are_there_for_a_printer(edition, lindehoek, visit):
    client = visit(lindehoek, make_user(lindehoek))
    pdf = PdfReader(io.BytesIO(body(client.get(f"/admin/papier/{edition.pk}/drukken/?kind=a4&bleed=on&bestand=1"))))
    page = pdf.pages[0]
    assert round(float(page.trimbox.width) * 25.4 / 72) == 210
    assert round(float(page.bleedbox.width) * 25.4 / 72) == 216
    assert float(page.mediabox.width) > float(page.bleedbox.width)
    refused = client.get(f"/admin/papier/{edition.pk}/drukken/?kind=vellen&bleed=on")
    assert refused.status_code == 422
    assert "hebben geen afloop" in refused.content.decode()


def test_the_large_print_is_public_with_only_what_may_be_online(edition, lindehoek, visit):
    make_notice(edition, names="Fons Alleenpapier", consent_web=False)
    make_notice(edition, names="Noor Online")
    client = visit(lindehoek)
    text = words(body(client.get("/dorpskrant/winter-2026/grote-letters.pdf")))
    assert "Noor Online" in text
    assert "Alleenpapier" not in text
    assert "/dorpskrant/winter-2026/grote-letters.pdf" in client.get("/dorpskrant/winter-2026/").content.decode()


def test_a_long_link_gets_a_short_address_that_leads_there(edition, lindehoek, zavelberg, visit):
    far = "https://www.example.be/gemeenteraad/verslagen/2026/november/punt-17?taal=nl"
    make_article(edition, title="Het verslag", body=[("text", f'<p>Lees <a href="{far}">het verslag</a>.</p>')])
    with scoped(lindehoek.scope()):
        text = words(printed(edition))
        code = ShortLink.objects.get(url=far).code
    assert f"lindehoek.localhost/k/{code}" in text.replace(" ", "")
    answer = visit(lindehoek).get(f"/k/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, far)
    assert visit(zavelberg).get(f"/k/{code}").status_code == 404
    assert visit(lindehoek).get("/k/zzzzz").status_code == 404


def test_a_link_to_a_page_of_the_village_is_whole_on_paper(edition, lindehoek):
    target = edition.get_parent()
    make_article(
        edition, title="Zie de krant", body=[("text", f'<p>Zie <a linktype="page" id="{target.pk}">hier</a>.</p>')]
    )
    with scoped(lindehoek.scope()):
        assert "lindehoek.localhost/dorpskrant" in words(printed(edition)).replace(" ", "")


def test_adverts_stand_on_paper(edition):
    Advert.objects.create(edition=edition, name="Bakkerij", size="1/4", title="Verse pistolets", text="Elke zondag")
    text = words(printed(edition))
    assert "Verse pistolets" in text
    assert "Elke zondag" in text


def test_the_pdf_is_tagged_and_in_dutch(edition):
    with pikepdf.open(io.BytesIO(printed(edition))) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert pdf.Root.MarkInfo.Marked


def test_an_article_is_previewed_on_paper(edition):
    article = edition.get_children().get().specific
    assert ("paper", "Op papier") in [(mode, str(label)) for mode, label in article.preview_modes]
    response = article.make_preview_request(preview_mode="paper")
    assert response.status_code == 200
    assert "data:image/svg+xml" in response.content.decode()
