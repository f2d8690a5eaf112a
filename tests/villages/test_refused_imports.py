"""What is no whole, honest archive of this version makes no village: no row is written, and no file stays."""

import json
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError

from demo.factories import make_article, make_edition, make_image
from dorpskrant.models import ArticlePage
from tests.core.test_hostile_uploads import HOSTILE
from tests.villages.forging import about, added, forged, rows, told, without
from villages.exporting import export_village
from villages.models import VillageHost

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(lindehoek, media, tmp_path):
    photo = make_image(lindehoek)
    make_article(make_edition(lindehoek), photo=photo, photo_alt="Het dorp", body=[])
    VillageHost.objects.create(village=lindehoek, hostname="oud.example.be")
    return export_village(lindehoek, tmp_path / "lindehoek.zip").path


def photos(data):
    """Say that each photo is another file."""

    def change(members, contents):
        members.update({name: data for name in members if "/villageimage/" in name})

    return change


LOST = "points at a row of"
PAGE, IMAGE, ARTICLE = "wagtailcore.Page", "core.VillageImage", "dorpskrant.ArticlePage"
STRANGE = b'{"model": "sessions.session", "pk": "abc", "fields": {}}\n'
FORGERIES = {
    "a path that leads out": (added("bestanden/../../etc/passwd", b"x"), "would lie outside it"),
    "an absolute path": (added("/etc/passwd", b"x"), "would lie outside it"),
    "a path of another system": (added("bestanden\\..\\x", b"x"), "would lie outside it"),
    "a drive": (added("c:/x", b"x"), "would lie outside it"),
    "far too tight": (added("bestanden/bom", b"0" * (30 << 20)), "packed far too tight"),
    "an unknown model": (added("rijen/sessions.Session.jsonl", STRANGE), "it has rows of sessions.Session"),
    "a model of doors": (added("rijen/otp_totp.TOTPDevice.jsonl", b""), "it has rows of otp_totp.TOTPDevice"),
    "no model at all": (added("rijen/nergens.Niets.jsonl", b""), "it has rows of nergens.Niets"),
    "an older format": (told(format=1), "has format 1; this instance reads 2"),
    "a later version": (told(migrations={"dorpskrant": "9999_later"}), "was made by another version"),
    "no version": (told(migrations=["a"]), "was made by another version"),
    "no rows": (told(rows="veel"), "torn or was changed"),
    "a photo of elsewhere": (rows(ARTICLE, photo=99), LOST),
    "a collection of elsewhere": (rows(IMAGE, collection=1), LOST),
    "an owner of elsewhere": (rows(PAGE, owner=1), LOST),
    "a list for a number": (rows(PAGE, owner=[1]), LOST),
    "a revision of elsewhere": (
        rows("wagtailcore.Revision", object_id="1"),
        "is about a row that is not in the archive",
    ),
    "a revision of nothing": (rows("wagtailcore.Revision", content="[]"), "holds none"),
    "a stream that is none": (rows(ARTICLE, body="{"), "can't hold"),
    "a stream of nonsense": (rows(ARTICLE, body='[1, "x"]'), "can't hold"),
    "a number for a text": (rows(PAGE, title=7), "not a text"),
    "too long a text": (rows(PAGE, title="x" * 300), "is too long"),
    "no day": (rows("dorpskrant.EditionPage", publication_date="morgen"), "can't hold"),
    "a day that is missing": (rows("dorpskrant.EditionPage", publication_date=None), "takes no such rows"),
    "a strange column": (rows(PAGE, is_admin=True), "has is_admin"),
    "a place of elsewhere": (rows(PAGE, path="00010001"), "have one place"),
    "no place": (rows("wagtailcore.Collection", path="../1"), "is no place"),
    "a slug with a slash": (rows(PAGE, slug="a/b"), "is no slug"),
    "the same slug": (rows(PAGE, slug="gelijk"), "beside each other"),
    "a bomb": (photos(HOSTILE[0][1]), "is no photo"),
    "a drawing with a script": (photos(HOSTILE[2][1]), "is no photo"),
    "a page": (photos(HOSTILE[3][1]), "is no photo"),
    "no language": (about(locales={"1": "tlh"}), "has no language 'tlh'"),
    "no types": (about(types={"1": "auth.user"}), "only one half is in the archive"),
    "types that are none": (about(types=["x"]), "does not say which languages and types"),
    "no name": (about(name=None), "does not say what village"),
    "half a page": (without(f"rijen/{ARTICLE}.jsonl"), "only one half"),
    "no site": (without("rijen/wagtailcore.Site.jsonl"), "0 rows of wagtailcore.Site"),
    "no JSON": (added(f"rijen/{PAGE}.jsonl", b"dag\n"), "can't be read"),
    "JSON without end": (added(f"rijen/{PAGE}.jsonl", b"[" * 200_000 + b"\n"), "can't be read"),
    "another model's rows": (added(f"rijen/{PAGE}.jsonl", STRANGE), "is none"),
    "a number that is none": (
        added(f"rijen/{IMAGE}.jsonl", b'{"model": "core.villageimage", "pk": -1, "fields": {}}\n'),
        "numbered",
    ),
    "about nothing": (added("dorp.json", b"null"), "does not say"),
}


def test_a_forged_archive_makes_nothing(archive, refused):
    for change, words in FORGERIES.values():
        refused(forged(archive, change), words)


def test_a_torn_archive_makes_nothing(archive, refused):
    data = archive.read_bytes()
    for number, torn in enumerate((data[:-50], data[: len(data) // 2], b"", b"PK" + data[2:100], b"dag")):
        path = archive.with_name(f"{number}.zip")
        path.write_bytes(torn)
        refused(path, "torn")
    with zipfile.ZipFile(archive) as stored:
        members = [member for member in stored.infolist() if member.compress_size > 99]
    places = [
        member.header_offset + 30 + len(member.filename) + data[member.header_offset + 28] + 50 for member in members
    ]
    for place in places[:: len(places) // 8]:
        flipped = archive.with_name("omgekeerd.zip")
        flipped.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        refused(flipped, "torn")
    refused(archive.with_name("nergens.zip"), "No such file")


def test_an_archive_larger_than_is_allowed_makes_nothing(archive, refused):
    refused(archive, "--most-gigabytes", most_gigabytes=0.00001)


def test_a_host_or_a_short_name_that_is_taken_makes_nothing(archive, lindehoek, settings, refused):
    for host in ("lindehoek.localhost", "LINDEHOEK.localhost.", "oud.example.be", settings.PLATFORM_HOSTS[0]):
        refused(archive, "", host=host)
    refused(archive, "", host="geen host")
    refused(archive, "--slug", slug="")
    refused(archive, "", slug="geen naam")
    refused(archive, "port", port=70_000)


@pytest.mark.parametrize("broken", ["storage", "database", "derived"])
def test_what_goes_wrong_on_the_way_leaves_nothing(archive, refused, monkeypatch, broken):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    def gone(*args, **kwargs):
        raise DatabaseError("weg")

    match broken:
        case "storage":
            monkeypatch.setattr(type(default_storage._wrapped), "_save", full)
        case "database":
            monkeypatch.setattr("villages.importing.founding.grant_workflow", gone)
        case "derived":
            monkeypatch.setattr("villages.importing.founding.index.insert_or_update_object", gone)
    refused(archive, "No space left" if broken == "storage" else "takes no such rows")


def test_a_link_in_a_text_never_leads_to_the_village_beside_it(archive, zavelberg):
    page = zavelberg.site.root_page
    text = f'<p><a linktype="page" id="{page.pk}">x</a></p>'

    def change(members, contents):
        rows(ARTICLE, body=json.dumps([{"type": "text", "value": text, "id": "a"}]))(members, contents)

    call_command("import_village", forged(archive, change), host="nieuw.example.be", slug="nieuw")
    bodies = [str(body.get_prep_value()) for body in ArticlePage.objects.values_list("body", flat=True)]
    assert any('linktype="page" id="0"' in body for body in bodies)
    assert not any(f'id="{page.pk}"' in body for body in bodies)
