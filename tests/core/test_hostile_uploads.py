"""What nobody can upload, and how what was uploaded is served."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.users.models import UserProfile

from core.models import VillageDocument, VillageImage
from demo.factories import make_document, make_image, make_user
from tests.ingezonden.conftest import FILLED, jpeg, stamp_of
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few thousand bytes that would take gigabytes when it is unpacked (3.6 gigapixels)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = zlib.compress(bytes(2_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")


HOSTILE = [
    ("bom.png", bomb(), "image/png"),
    ("tekening.svg", SVG, "image/svg+xml"),
    ("tekening.jpg", SVG, "image/jpeg"),
    ("pagina.jpg", b"<html><script>alert(1)</script></html>", "image/jpeg"),
]


@pytest.fixture
def editor(lindehoek, visit):
    return visit(lindehoek, make_user(lindehoek, VillageRole.Role.ADMIN))


@pytest.mark.parametrize("name, data, kind", HOSTILE)
def test_the_image_screen_refuses_bombs_drawings_and_pages(name, data, kind, editor):
    answer = editor.post("/admin/images/add/", {"title": "x", "file": SimpleUploadedFile(name, data, kind)})
    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()
    assert not VillageImage.objects.exists()


@pytest.mark.parametrize("name, data, kind", HOSTILE)
def test_the_image_chooser_refuses_them_too(name, data, kind, editor, lindehoek):
    upload = {"image-chooser-upload-title": "x", "image-chooser-upload-file": SimpleUploadedFile(name, data, kind)}
    upload["image-chooser-upload-collection"] = str(lindehoek.collection.pk)
    assert editor.post("/admin/images/chooser/create/", upload).json()["step"] == "reshow_creation_form"
    assert not VillageImage.objects.exists()


@pytest.mark.parametrize("name, data, kind", HOSTILE)
def test_the_residents_forms_refuse_them_too(name, data, kind, lindehoek, visit):
    sent = {**FILLED["artikel"], "stempel": stamp_of(lindehoek), "photos": SimpleUploadedFile(name, data, kind)}
    answer = visit(lindehoek).post("/inzenden/artikel/", sent)
    assert answer.status_code == 422
    assert name in answer.content.decode()


@pytest.mark.parametrize("name, data, kind", HOSTILE)
def test_a_portrait_of_an_editor_is_a_photo_or_nothing(name, data, kind, lindehoek, editor):
    editor.post("/admin/account/", {"avatar-avatar": SimpleUploadedFile(name, data, kind)})
    assert not UserProfile.objects.exclude(avatar="").exists()


@pytest.mark.parametrize("name", ["pagina.html", "tekening.svg", "programma.exe", "script.js"])
def test_a_document_of_a_kind_that_browsers_run_is_refused(name, editor):
    answer = editor.post("/admin/documents/add/", {"title": "x", "file": SimpleUploadedFile(name, b"x", "text/plain")})
    assert answer.status_code == 200
    assert not VillageDocument.objects.exists()


def test_documents_are_downloaded_and_never_a_page_of_ours(lindehoek, visit):
    document = make_document(lindehoek, "Statuten")
    document.file.save("statuten.pdf", SimpleUploadedFile("statuten.pdf", b"%PDF-1.4 <script>alert(1)</script>"))
    response = visit(lindehoek).get(document.url)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert visit(lindehoek).get(document.file.url).status_code == 404  # and nowhere else


def test_photos_stand_in_the_page_and_say_what_they_are(lindehoek, visit):
    image = make_image(lindehoek)
    for url in (image.file.url, image.get_rendition("width-200|format-jpeg").url):
        response = visit(lindehoek).get(url)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Type"].startswith("image/")
        assert "Content-Disposition" not in response.headers
        assert "script" not in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_what_lies_among_the_media_under_another_name_is_downloaded(lindehoek, visit):
    from django.core.files.storage import default_storage

    from core.uploads import village_prefix

    for name in ("x.html", "x.svg", "x.xml", "x"):
        path = default_storage.save(f"{village_prefix(lindehoek.collection)}villageimage/ab/{name}", jpeg())
        response = visit(lindehoek).get(f"/media/{path}")
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
