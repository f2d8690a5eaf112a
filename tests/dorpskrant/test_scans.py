"""Scanned old editions: what a file name says, what a PDF holds, where they stand."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.factories import make_article, make_edition, make_user
from dorpskrant.models import ScannedEdition
from dorpskrant.paper import Channel, edition_document
from dorpskrant.scan_names import read_name
from press.document import Layout
from press.typeset import render_edition
from villages.models import VillageRole
from villages.scope import scoped

Role = VillageRole.Role


@pytest.mark.parametrize(
    "name, date, precision, number, volume",
    [
        ("lindeblad_1987-06-15_nr3.pdf", dt.date(1987, 6, 15), "day", 3, None),
        ("Jg 12 nr 4 maart 1998.pdf", dt.date(1998, 3, 1), "month", 4, 12),
        ("19740901.pdf", dt.date(1974, 9, 1), "day", None, None),
        ("15-08-2003 editie 7.PDF", dt.date(2003, 8, 15), "day", 7, None),
        ("2003 zomer.pdf", dt.date(2003, 6, 1), "month", None, None),
        ("3de jaargang 1976.pdf", dt.date(1976, 1, 1), "year", None, 3),
        ("1980_nr_2.pdf", dt.date(1980, 1, 1), "year", 2, None),
        ("2011-11.pdf", dt.date(2011, 11, 1), "month", None, None),
        ("15 juni 1990.pdf", dt.date(1990, 6, 15), "day", None, None),
        ("1999-02-30.pdf", dt.date(1999, 2, 1), "month", None, None),
        ("krant.pdf", None, "year", None, None),
    ],
)
def test_the_name_says_date_and_number(name, date, precision, number, volume):
    known = read_name(name)
    assert (known.date, known.precision, known.number, known.volume) == (date, precision, number, volume)


@pytest.fixture
def pdf(lindehoek):
    edition = make_edition(lindehoek)
    make_article(edition, title="De tramremise brandt")
    with scoped(lindehoek.scope()):
        return render_edition(edition_document(edition, Channel.PAPER), Layout()).pdf


def upload(client, *files):
    return client.post(
        "/admin/krantenarchief/new/", {"files": [SimpleUploadedFile(name, data) for name, data in files]}
    )


@pytest.mark.django_db
def test_many_at_once_stand_in_the_archive_and_are_found(lindehoek, zavelberg, visit, pdf):
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    answer = upload(
        client,
        ("1987-06 nr 3.pdf", pdf),
        ("krant.pdf", pdf),
        ("1988.pdf", b"geen pdf"),
        ("1989.pdf", locked.getvalue()),
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    for name, why in (("krant.pdf", "geen jaar"), ("1988.pdf", "geen leesbare"), ("1989.pdf", "vergrendeld")):
        assert name in page
        assert why in page
    scan = ScannedEdition.objects.get()
    assert (scan.title, scan.newspaper.get_site()) == ("Nummer 3, juni 1987", lindehoek.site)
    assert "De tramremise brandt" in scan.text
    assert scan.cover.width == 480
    assert upload(client, ("1987-06 nr 3 bis.pdf", pdf)).status_code == 422  # it is there already

    reader = visit(lindehoek)
    assert "Nummer 3, juni 1987" in reader.get("/dorpskrant/").content.decode()
    found = reader.get("/zoeken/?q=tramremise brandt").content.decode()
    assert scan.file.url in found
    assert reader.get(scan.file.url).status_code == 200
    assert reader.get(scan.cover.url).status_code == 200
    other = visit(zavelberg)
    assert scan.file.url not in other.get("/zoeken/?q=tramremise").content.decode()
    assert other.get(scan.file.url).status_code == 404


@pytest.mark.django_db
def test_a_date_is_put_right_by_who_may(lindehoek, zavelberg, visit, pdf):
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))
    assert upload(client, ("1987.pdf", pdf)).status_code == 302
    scan = ScannedEdition.objects.get()
    url = f"/admin/krantenarchief/edit/{scan.pk}/"
    assert "1987" in client.get("/admin/krantenarchief/").content.decode()
    data = {"date": "1987-09-01", "precision": "month", "number": "5"}
    assert client.post(url, data).status_code == 302
    scan.refresh_from_db()
    assert scan.title == "Nummer 5, september 1987"
    assert visit(zavelberg, make_user(zavelberg, Role.ADMIN)).get(url).status_code == 404
    editor = visit(lindehoek, make_user(lindehoek, Role.EDITOR))
    assert editor.get("/admin/krantenarchief/new/").status_code == 302
