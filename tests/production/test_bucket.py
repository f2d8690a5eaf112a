"""With uploads in a bucket: who may see what, byte ranges, the press, and archives are as with files on disk."""

import dataclasses

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from pypdf import PdfReader

from core.bucket import BucketFile
from core.originals import bring, original_path
from demo.factories import home_of, make_article, make_audio, make_edition, make_image, make_user
from dorpskrant.paper import Channel, edition_document
from dorpskrant.printing import paper_of
from dorpskrant.shelf import Paper, latest, tidy
from dorpskrant.shelves import BucketShelf, FolderShelf, shelf
from press.document import Layout
from villages.exporting import export_village, open_archive, read_back
from villages.models import VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(bucket, lindehoek):
    with scoped(lindehoek.scope()):
        return make_image(lindehoek, title="Linde")


def test_an_upload_is_reached_at_its_own_villages_host_alone(photo, lindehoek, zavelberg, visit):
    assert photo.file.url.startswith("/media/v/")
    response = visit(lindehoek).get(photo.file.url)
    assert response.status_code == 200
    assert b"".join(response) == photo.file.read()
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert visit(zavelberg).get(photo.file.url).status_code == 404
    assert visit(lindehoek).get(photo.file.url.replace(".jpg", "x.jpg")).status_code == 404
    assert visit(lindehoek).get("/media/v/../../exports/x.zip").status_code == 404


def test_no_object_is_public_and_no_page_names_the_bucket(photo, lindehoek, visit, buckets):
    with scoped(lindehoek.scope()):
        article = make_article(make_edition(lindehoek), photo=photo, photo_alt="Een linde")
    page = visit(lindehoek).get(article.url).content.decode()
    assert "/media/v/" in page
    assert f":{buckets.port}" not in page
    head = default_storage.bucket.Object(f"media/{photo.file.name}").Acl().grants
    assert all("AllUsers" not in str(grant) for grant in head)


def test_a_recording_comes_in_ranges_and_only_those_leave_the_bucket(bucket, lindehoek, visit, monkeypatch):
    with scoped(lindehoek.scope()):
        audio = make_audio(lindehoek)
    whole = audio.file.read()
    asked = []
    read = BucketFile.read
    monkeypatch.setattr(BucketFile, "read", lambda self, size: asked.append(size) or read(self, size))
    client = visit(lindehoek)
    part = client.get(audio.file.url, headers={"range": "bytes=100-299"})
    assert part.status_code == 206
    assert part.headers["Content-Range"] == f"bytes 100-299/{len(whole)}"
    assert b"".join(part) == whole[100:300]
    assert max(asked) <= 200
    last = client.get(audio.file.url, headers={"range": "bytes=-50"})
    assert b"".join(last) == whole[-50:]
    assert client.get(audio.file.url, headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    etag = part.headers["ETag"]
    assert client.get(audio.file.url, headers={"if-none-match": etag}).status_code == 304


def test_a_second_upload_of_the_same_name_does_not_take_the_first_ones_place(bucket):
    first = default_storage.save("v/0003/x/een.txt", ContentFile(b"een"))
    second = default_storage.save("v/0003/x/een.txt", ContentFile(b"twee"))
    assert first != second
    assert default_storage.open(first).read() == b"een"


def test_the_press_prints_photos_from_the_bucket_in_another_process_than_ordered_them(photo, lindehoek, monkeypatch):
    monkeypatch.setattr(
        "dorpskrant.printing.print_paper", type("Later", (), {"enqueue": staticmethod(lambda key: None)})
    )
    with scoped(lindehoek.scope()):
        edition = make_edition(lindehoek)
        make_article(edition, title="Bij de linde", photo=photo, photo_alt="Een linde")
        paper = paper_of("1-test", edition_document(edition, Channel.PAPER), Layout(), thumbnails=True)
    assert paper.state == "busy"
    assert not (project.VAR / "press").exists()
    monkeypatch.undo()
    from dorpskrant.printing import print_paper

    print_paper.call(paper.key)  # a worker, which knows no village
    assert paper.state == "ready", paper.failure()
    pages = PdfReader(paper.pdf.open("rb")).pages
    assert sum(len(page.images) for page in pages) >= 1
    assert paper.thumbnail(1).exists()
    assert paper.is_of(1)
    assert latest("1-test") == paper


def test_one_of_two_processes_prints_an_order(bucket):
    one = shelf()
    assert isinstance(one, BucketShelf)
    assert [one.create("key/busy.json", b"{}"), one.create("key/busy.json", b"{}")] == [True, False]
    one.remove("key/busy.json")
    assert one.create("key/busy.json", b"{}")


@pytest.fixture(params=["folder", "bucket"])
def any_shelf(request, settings, tmp_path):
    if request.param == "bucket":
        request.getfixturevalue("bucket")
        assert isinstance(shelf(), BucketShelf)
    else:
        settings.VAR = tmp_path
        assert isinstance(shelf(), FolderShelf)
    return shelf()


def test_both_shelves_do_the_same(any_shelf, monkeypatch):
    any_shelf.write("a/plan.json", b"1"), any_shelf.write("a/plan.json", b"22")
    any_shelf.write("b/plan.json", b"{}"), any_shelf.write("b/page-001.png", b"x")
    assert any_shelf.file("a/plan.json").read_bytes() == b"22"
    assert any_shelf.file("a/plan.json").open("rb").read() == b"22"
    assert any_shelf.age_seconds("a/plan.json") < 60
    assert any_shelf.age_seconds("c/plan.json") is None
    assert sorted(any_shelf.by_age("plan.json")) == ["a", "b"]
    with pytest.raises(FileNotFoundError):
        any_shelf.file("c/plan.json").read_bytes()
    monkeypatch.setattr("dorpskrant.shelf.KEPT", 1)
    tidy()
    (left,) = any_shelf.by_age("plan.json")
    Paper(left).remove()
    assert not any_shelf.file(f"{left}/plan.json").exists()
    any_shelf.remove_folder("")


def test_only_what_the_press_needs_is_brought_and_it_stays_bounded(photo, monkeypatch, settings):
    monkeypatch.setattr("core.originals.KEPT", 1)
    path = original_path(photo.file)

    @dataclasses.dataclass(frozen=True)
    class Thing:
        pictures: tuple
        number: int = 1

    thing = Thing((path, path.with_name("gone.jpg"), settings.VAR / "elsewhere.jpg"))
    copy, gone, elsewhere = bring(thing).pictures
    assert copy.read_bytes() == photo.file.read()
    assert not gone.exists()
    assert elsewhere == settings.VAR / "elsewhere.jpg"
    assert bring(Thing(())) == Thing(())
    name = default_storage.save("v/0009/b.jpg", ContentFile(b"b"))
    bring(path.parents[len(path.parents) - 2] / name)
    assert [copy.name for copy in (settings.VAR / "originals").rglob("*.jpg")] == ["b.jpg"]


def test_an_archive_of_a_village_lies_where_every_machine_finds_it(photo, lindehoek, tmp_path, visit):
    archive = export_village(lindehoek)
    assert storages["exports"].exists(archive.path.name)
    copy = tmp_path / "copy.zip"
    with open_archive(archive.path.name) as file:
        copy.write_bytes(file.read())
    assert read_back(copy).files == archive.files > 0
    for name in ("../media/x.zip", "elders.zip", f"../exports/{archive.path.name}"):
        with pytest.raises(FileNotFoundError):
            open_archive(name)


def test_a_removed_village_leaves_nothing_in_the_bucket(photo, lindehoek, django_capture_on_commit_callbacks):
    from villages.removing import remove_village

    prefix = f"media/v/{lindehoek.collection.path[4:8].lower()}/"
    assert list(default_storage.bucket.objects.filter(Prefix=prefix))
    with django_capture_on_commit_callbacks(execute=True):
        remove_village(lindehoek)
    assert list(default_storage.bucket.objects.filter(Prefix=prefix)) == []


def test_an_editor_uploads_and_sees_it_in_the_admin(bucket, lindehoek, visit, django_user_model):
    import io

    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(picture, "JPEG")
    picture.seek(0)
    picture.name = "dorpsplein.jpg"
    client = visit(lindehoek, make_user(lindehoek, VillageRole.Role.EDITOR))
    with scoped(lindehoek.scope()):
        assert home_of(lindehoek)
    response = client.post(
        "/admin/images/add/", {"title": "Plein", "file": picture, "collection": lindehoek.collection.pk}
    )
    assert response.status_code == 302, response.content[:2000]
    shown = client.get("/admin/images/").content.decode()
    assert "Plein" in shown
    assert "/media/v/" in shown
