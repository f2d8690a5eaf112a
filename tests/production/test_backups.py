"""One archive of database and uploads, made while the site is used, proved by restoring it; also from SQLite to PostgreSQL."""

import ast
import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pyrage
import pytest
from django.conf import settings

from tests.production.running import Running, grown, small

pytestmark = pytest.mark.running
COUNT = """
from core.backups.inventory import inventory
watched = ("dorpskrant", "agenda", "wagtailcore.Page", "core.V")
print({label: table["rows"] for label, table in inventory("default").items() if label.startswith(watched)})
"""
WRITE = """
from demo.factories import *
from villages.models import Village
village = Village.objects.get()
edition = make_edition(village, title="Onder het schrijven")
for number in range(12):
    make_article(edition, title=f"Stuk {number}", photo=make_image(village, title=f"Foto {number}"), photo_alt="Een foto")
"""
READ = """
from django.test import Client
from django.core.files.storage import default_storage
from core.models import VillageImage
from villages.scope import every_village
client = Client(headers={"host": "lindehoek.example.be"})
page = client.get("/", secure=True)
assert page.status_code == 200, page.status_code
assert "De eerste steen" in page.content.decode()
assert "De eerste steen" in client.get("/zoeken/?q=steen", secure=True).content.decode()
assert all(default_storage.exists(image.file.name) for image in VillageImage.objects.all())
photo = VillageImage.objects.first()
assert client.get(photo.file.url, secure=True).status_code == 200
make = __import__("demo.factories").factories
from villages.models import Village
make.make_article(make.make_edition(Village.objects.get(), title="Na de terugkeer"), title="Nieuw nummer, nieuwe sleutel")
print("well")
"""


def begin(site: Running) -> Running:
    site.seed()
    site.run_line("release")
    site.keep_seed()
    site.found()
    return site


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Running:
    return begin(small(tmp_path_factory.mktemp("old")))


@pytest.fixture(scope="module")
def archive(old: Running) -> Path:
    """Made while somebody writes."""
    writing = threading.Thread(target=old.python, args=(WRITE,))
    writing.start()
    old.run("backup", "--to", str(old.folder / "backups"))
    writing.join()
    (path,) = (old.folder / "backups").glob("*.zip")
    return path


def failing(site: Running, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=settings.ROOT, env=site.environment_of("worker"), capture_output=True, text=True, timeout=200
    )
    assert done.returncode != 0
    return done.stderr


def test_a_backup_restores_on_another_machine(archive, tmp_path):
    new = small(tmp_path)
    assert "is restored" in new.run("restore", str(archive), "--yes")
    new.run("release")
    assert "well" in new.python(READ)


def test_from_sqlite_to_postgresql_and_a_bucket(old, archive, tmp_path, postgres, redis, buckets):
    new = grown(tmp_path, postgres, redis, buckets)
    new.seed()
    assert "is restored" in new.run("restore", str(archive), "--yes")
    counted = new.python(COUNT)
    with zipfile.ZipFile(archive) as zipped:
        tables = json.loads(zipped.read("contents.json"))["tables"]
    found = ast.literal_eval(counted)
    assert found == {label: tables[label]["rows"] for label in found}
    new.run("release")
    assert "well" in new.python(READ)
    # And from there to another PostgreSQL, encrypted for somebody whose key is elsewhere.
    key = pyrage.x25519.Identity.generate()
    identity = tmp_path / "key.txt"
    identity.write_text(f"# a key\n{key}\n")
    new.run("backup", "--to", str(tmp_path / "b"), "--recipient", str(key.to_public()))
    (sealed,) = (tmp_path / "b").iterdir()
    assert b"De eerste steen" not in sealed.read_bytes()
    third = grown(tmp_path, postgres, redis, buckets)
    assert "name the file with its secret key" in failing(third, "restore", str(sealed), "--check")
    assert "is good" in third.run("restore", str(sealed), "--check", "--identity", str(identity))
    third.run("restore", str(sealed), "--yes", "--identity", str(identity))
    third.run("release")
    assert "well" in third.python(READ)


def test_a_damaged_archive_changes_nothing(old, archive, tmp_path):
    data = bytearray(archive.read_bytes())
    at = len(data) // 2
    data[at : at + 20] = bytes(20)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(data)
    before = old.python(COUNT)
    said = failing(old, "restore", str(broken), "--yes")
    assert "damaged" in said
    assert "Traceback" not in said
    assert old.python(COUNT) == before
    assert "--yes" in failing(old, "restore", str(archive))


def test_only_the_youngest_archives_stay(old):
    folder = old.folder / "kept"
    folder.mkdir()
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        (folder / f"dorpsplein-{day}-020000.zip").write_bytes(b"")
    (folder / "of-somebody-else.zip").write_bytes(b"")
    old.run("backup", "--to", str(folder), "--keep", "2")
    names = sorted(path.name for path in folder.iterdir())
    assert "of-somebody-else.zip" in names
    assert "dorpsplein-2026-01-03-020000.zip" in names
    assert len(names) == 3
