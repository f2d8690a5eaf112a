"""Database, Redis, bucket or the room on the disk is gone: kept pages go on, editors read what is wrong, all of it heals."""

import os
import select
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3

from tests.production.clients import photo
from tests.production.running import HOST, PASSWORD, Running, grown, small
from tests.production.servers import Redis, free_port, wait_until

pytestmark = [pytest.mark.running, pytest.mark.skipif(os.geteuid() != 0, reason="Port 443 and small disks need root")]
AWAY_SECONDS = float(os.environ.get("AWAY_SECONDS", "6"))
PUBLISH = """
from dorpskrant.models import ArticlePage
from villages.models import Village
from villages.scope import scoped
village = Village.objects.get()
with scoped(village.scope()):
    page = ArticlePage.objects.get(title__startswith="De eerste steen")
    page.title = "De eerste steen {word}"
    page.save_revision().publish()
"""


class Line:
    """A network line to a server, that can be cut."""

    def __init__(self, port: int) -> None:
        self.to, self.port, self.cut = port, free_port(), False
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            near, _address = self.listener.accept()
            if self.cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.to))
            self.open += [near, far]
            if self.cut:  # meanwhile
                near.close(), far.close()
                continue
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        try:
            while True:
                for one in select.select([near, far], [], [])[0]:
                    if not (data := one.recv(1 << 16)):
                        return
                    (far if one is near else near).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            near.close(), far.close()

    def sever(self) -> None:
        self.cut = True
        for one in self.open:
            one.close()
        self.open.clear()

    def mend(self) -> None:
        self.cut = False


class Editor:
    """Somebody who is logged in."""

    def __init__(self, site: Running) -> None:
        urllib3.disable_warnings()
        self.base, self.session = f"https://{site.address}", requests.Session()
        self.session.verify = self.session.trust_env = False
        self.session.headers.update({"Host": HOST, "Referer": f"https://{HOST}/", "Connection": "close"})
        self.session.get(f"{self.base}/admin/login/")
        form = {"username": "rita", "password": PASSWORD, "csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        assert self.session.post(f"{self.base}/admin/login/", data=form, allow_redirects=False).status_code == 302

    def sees(self, path: str = "/admin/images/") -> tuple[int, str]:
        answer = self.session.get(f"{self.base}{path}", allow_redirects=False, timeout=60)
        return answer.status_code, answer.text

    def uploads(self, collection: int) -> tuple[int, str]:
        self.session.headers["X-CSRFToken"] = self.session.cookies["csrftoken"]
        chosen = {"file": ("a.jpg", photo(1) + os.urandom(3_000_000), "image/jpeg")}
        form = {"title": "Een foto", "collection": str(collection)}
        answer = self.session.post(
            f"{self.base}/admin/images/add/", data=form, files=chosen, allow_redirects=False, timeout=60
        )
        return answer.status_code, answer.text


@pytest.fixture(scope="module")
def line(buckets: Any) -> Line:
    return Line(buckets.port)


@pytest.fixture(scope="module")
def own_redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def site(postgres: Any, own_redis: Redis, buckets: Any, line: Line, tmp_path_factory: Any) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("outages")
    running = grown(folder, postgres, own_redis, buckets)
    running.environment["S3_ENDPOINT"] = f"http://127.0.0.1:{line.port}"
    try:
        running.start()
        running.found()
        yield running
    finally:
        running.stop()


@pytest.fixture
def editor(site: Running) -> Editor:
    return Editor(site)


def warm(site: Running) -> None:
    for name in site.ports:
        wait_until(lambda name=name: site.ask_process(name, "/").kept, what="the page being kept")


def kept_everywhere(site: Running) -> bool:
    return all((answer := site.ask_process(name, "/")).status == 200 and answer.kept for name in site.ports)


def collection_of(site: Running) -> int:
    return int(
        site.python("from villages.models import Village; print(Village.objects.get().collection.pk)").split()[-1]
    )


def test_the_database_is_gone_for_a_while(site, editor, postgres):
    warm(site)
    began = time.monotonic()
    postgres.stop()
    try:
        assert kept_everywhere(site)
        status, text = editor.sees()
        assert (status, "De gegevensbank antwoordt niet" in text) == (503, True), text[:500]
        assert site.get("/gezond/").status == 503
        assert site.get("/gezond/leeft/").status == 200
        time.sleep(max(0.0, AWAY_SECONDS - (time.monotonic() - began)))
        assert kept_everywhere(site)
    finally:
        postgres.start()
    wait_until(lambda: editor.sees()[0] == 200, 60, "the admin healing")
    wait_until(lambda: site.get("/gezond/").status == 200, 60, "health")
    assert site.processes["worker"].poll() is None, "the worker waited"
    site.python(PUBLISH.format(word="na de panne"))
    assert all("na de panne" in site.ask_process(name, "/").text for name in site.ports)


def test_redis_is_gone_for_a_while(site, editor, own_redis):
    warm(site)
    own_redis.stop()
    try:
        assert kept_everywhere(site)
        assert editor.sees()[0] == 200, "who is logged in stays so"
        assert site.get("/agenda/").status == 200, "what is not kept is made"
        assert '"cache": "fails"' in site.get("/gezond/").text
        time.sleep(AWAY_SECONDS / 2)
        assert site.get("/").status == 200
    finally:
        own_redis.start()
    wait_until(lambda: site.get("/gezond/").status == 200, 60, "health")
    site.python(PUBLISH.format(word="met Redis terug"))
    assert all("met Redis terug" in site.ask_process(name, "/").text for name in site.ports)
    warm(site)


def test_the_bucket_is_gone_for_a_while(site, editor, line):
    warm(site)
    page = site.get("/dorpskrant/winter-2026/").text
    photo = page.split('src="/media/')[1].split('"')[0]
    assert site.get(f"/media/{photo}").status == 200
    collection = collection_of(site)
    line.sever()
    try:
        assert kept_everywhere(site)
        assert site.get(f"/media/{photo}").status == 503
        status, text = editor.uploads(collection)
        assert (status, "De plek waar foto’s, opnames" in text) == (503, True), text[:500]
        assert '"storage": "fails"' in site.get("/gezond/").text
    finally:
        line.mend()
    wait_until(lambda: site.get(f"/media/{photo}").status == 200, 60, "photos coming back")
    assert editor.uploads(collection)[0] == 302


@pytest.fixture
def little_room(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "var"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", str(disk)], capture_output=True)
    if done.returncode:
        pytest.skip("NO SMALL DISK: this machine does not let tests mount one")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Keep a disk full: what a cover that was being printed lets go of is taken at once."""
    ballast, over, first = disk / "ballast", threading.Event(), threading.Event()

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file:
            while not over.wait(0.02):
                try:
                    while True:
                        file.write(bytes(1 << 16))
                except OSError:
                    first.set()

    thread = threading.Thread(target=fill)
    thread.start()
    try:
        assert first.wait(60)
        yield
    finally:
        over.set()
        thread.join()
        ballast.unlink()


def test_the_disk_is_full_for_a_while(little_room, tmp_path):
    site = small(tmp_path)
    site.environment["TMPDIR"] = str(little_room)
    try:
        site.start()
        site.found()
        editor, collection = Editor(site), collection_of(site)
        warm(site)
        with full(little_room):
            assert kept_everywhere(site)
            status, text = editor.uploads(collection)
            assert (status, "De schijf van deze server is vol" in text) == (503, True), text[:500]
            assert '"storage": "fails"' in site.get("/gezond/").text
        assert editor.uploads(collection)[0] == 302
        assert "well" in site.get("/gezond/leeft/").text
        assert site.run("fixtree").count("No problems found") == 2
    finally:
        site.stop()
