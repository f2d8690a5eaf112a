"""What went to the printer is kept as it was, whatever changes in the edition afterwards; and what is in it stays in it."""

import io
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from demo.factories import make_article, make_edition, make_notice, make_user
from dorpskrant.consent import withdraw
from dorpskrant.models import Advert, ArticlePage, PrintedEdition, PrintedPaper
from dorpskrant.models.consent import Consented
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
Role = VillageRole.Role


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek)
    make_article(edition, title="De bank", body=[("text", "<p>De eikenhouten bank staat er.</p>")])
    make_notice(edition, names="Yara Zwaluw", consent_web=False)
    return edition


@pytest.fixture
def boss(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))


def mark(client, edition, **data):
    return client.post(f"/admin/ingezonden/editie/{edition.pk}/gedrukt/", data, follow=True)


def words(response) -> str:
    pdf = b"".join(response.streaming_content)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_paper_is_kept_as_it_was_printed(edition, boss, visit, lindehoek, django_capture_on_commit_callbacks):
    mark(boss, edition)
    kept = PrintedPaper.objects.get()
    url = f"/admin/papier/gedrukt/{kept.pk}/"
    assert url in boss.get(f"/admin/ingezonden/editie/{edition.pk}/").content.decode()
    assert url in boss.get(f"/admin/papier/{edition.pk}/drukken/").content.decode()
    assert "Yara Zwaluw" in words(boss.get(url))

    article = ArticlePage.objects.get()
    article.title, article.correction = "De tafel", "Het is een tafel."
    article.body = [("text", "<p>Het bleek een tafel.</p>")]
    article.save_revision().publish()
    withdraw(edition.family_notices.get(), Consented.PAPER)
    boss.get(f"/admin/papier/{edition.pk}/drukken/?kind=a4&colour=colour")  # the same paper, made anew
    again = words(boss.get(url))
    assert "De bank" in again
    assert "tafel" not in again
    assert PrintedPaper.objects.get() == kept

    name = kept.file.name
    assert visit(lindehoek).get(f"/media/{name}").status_code == 404  # it holds what is for paper alone
    assert boss.get(f"/media/{name}").status_code == 404
    assert visit(lindehoek).get(url).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        mark(boss, edition, undo="1")
    assert not PrintedPaper.objects.exists()
    assert not kept.file.storage.exists(name)


def test_what_the_print_shop_made_is_what_is_kept(edition, boss):
    for kind in ("vellen", "groot"):
        boss.get(f"/admin/papier/{edition.pk}/drukken/?kind={kind}&colour=black")
    mark(boss, edition)
    assert sorted(PrintedPaper.objects.values_list("kind", flat=True)) == [
        "a5-0-black",
        "a5-0-black-sheets",
        "large-0-black",
    ]
    screen = boss.get(f"/admin/ingezonden/editie/{edition.pk}/").content.decode()
    assert "A5, vellen voor het kopieertoestel, zwart-wit (PDF)" in screen
    assert "Grote letters, zwart-wit (PDF)" in screen


def test_an_edition_that_the_press_cannot_make_is_printed_all_the_same(edition, boss, monkeypatch):
    monkeypatch.setattr("dorpskrant.keeping.papers_for_print", lambda edition: {})
    screen = mark(boss, edition).content.decode()
    assert PrintedEdition.objects.exists()
    assert "Er is geen bestand bewaard" in screen


def test_while_the_press_is_at_it_nothing_is_written_down(edition, boss, monkeypatch):
    monkeypatch.setattr("dorpskrant.keeping.wait_for", lambda paper, seconds: None)
    monkeypatch.setattr("dorpskrant.printing.print_paper", SimpleNamespace(enqueue=lambda key: None))
    assert "De pers maakt het bestand nu" in mark(boss, edition).content.decode()
    assert not PrintedEdition.objects.exists()


def test_the_neighbours_papers_do_not_exist(edition, boss, zavelberg, visit):
    mark(boss, edition)
    url = f"/admin/papier/gedrukt/{PrintedPaper.objects.get().pk}/"
    assert visit(zavelberg, make_user(zavelberg, Role.ADMIN)).get(url).status_code == 404


def test_nothing_moves_out_of_a_printed_edition_and_nothing_new_comes_in(edition, boss, lindehoek):
    article = ArticlePage.objects.get()
    other = make_edition(lindehoek, title="Lente", slug="lente")
    late = make_article(other, title="Te laat")
    advert = Advert.objects.create(edition=edition, name="Bakker", title="Bakker")
    mark(boss, edition)
    refused = "Deze editie is gedrukt"
    paper = f"/admin/papier/{edition.pk}"
    for url in (
        f"/admin/pages/{article.pk}/delete/",
        f"/admin/pages/{article.pk}/move/{other.pk}/confirm/",
        f"/admin/pages/{late.pk}/move/{edition.pk}/confirm/",
        f"/admin/bulk/wagtailcore/page/delete/?id={article.pk}",
        f"/admin/bulk/wagtailcore/page/move/?id={article.pk}",
    ):
        assert refused in boss.post(url, {"chooser": other.pk}, follow=True).content.decode(), url
    for url in (f"{paper}/advertenties/nieuw/", f"{paper}/advertenties/{advert.pk}/weg/"):
        boss.post(url, {"name": "Slager", "size": "1/8", "page": "0", "title": "Slager"})
    assert Advert.objects.get() == advert
    assert ArticlePage.objects.get(title="De bank").get_parent().pk == edition.pk
    assert ArticlePage.objects.get(title="Te laat").get_parent().pk == other.pk
    assert boss.post(f"/admin/pages/{late.pk}/delete/").status_code == 302
    assert not ArticlePage.objects.filter(title="Te laat").exists()
    assert boss.post(f"/admin/pages/{article.pk}/unpublish/").status_code == 302  # it may have to go from the site
    assert not ArticlePage.objects.get().live
