"""Kills web processes and the worker at random moments while clients publish, upload, send in and mail; then looks what is left.

As a program, the long run: `PYTHONPATH=.:site python -m tests.production.killing --kind small --actions 500 --clients 8`.
"""

import argparse
import io
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import urllib3
from aiosmtpd.controller import Controller
from django.core import signing
from PIL import Image
from requests.adapters import HTTPAdapter

from tests.production.running import HOST, PASSWORD, Running, grown, small
from tests.production.servers import Buckets, Postgres, Redis, free_port

SUBSCRIBERS = 12
VICTIMS = ("web1", "web2", "worker")
PREPARE = """
from demo.factories import *
from villages.models import Village, VillageRole
from nieuwsbrief.models import Subscriber
import datetime as dt, json
village = Village.objects.get()
for number in range({clients}):
    make_user(village, VillageRole.Role.FINAL_EDITOR, f"redacteur{{number}}", password="{password}")
for number in range({subscribers}):
    address, now = f"lezer{{number}}@example.be", dt.datetime.now(dt.UTC)
    Subscriber.objects.create(site=village.site, email=address, language="nl", confirmed_at=now)
editions = [make_edition(village, title=f"Editie {{number}}").pk for number in range({editions})]
print(json.dumps({{"site": village.pk, "collection": village.collection.pk, "editions": editions,
    "form": {{name: str(getattr(ArticlePage(), name)) for name in ("rubric", "weight", "photo_columns")}},
    "active": Subscriber.objects.active().filter(editions=True).count()}}))
"""
LOOK = """
import datetime as dt, json
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from core.models import VillageImage
from dorpskrant.models import ArticlePage
from ingezonden.models import Submission, SubmissionPhoto
from nieuwsbrief.models import Delivery, Mailing
Delivery.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=1))
call_command("send_newsletters")
there = lambda model: [name for name in model.objects.values_list("file", flat=True) if not default_storage.exists(name)]
print(json.dumps({
    "published": list(ArticlePage.objects.live().values_list("title", flat=True)),
    "half": list(ArticlePage.objects.filter(live=True, live_revision=None).values_list("title", flat=True)),
    "uploaded": list(VillageImage.objects.values_list("title", flat=True)),
    "sent_in": list(Submission.objects.values_list("fields__title", flat=True)),
    "photoless": list(Submission.objects.filter(photos=None).values_list("fields__title", flat=True)),
    "gone": there(VillageImage) + there(SubmissionPhoto),
    "deliveries": list(map(list, Delivery.objects.values_list("mailing__edition_id", "state", "pk", "mailing_id"))),
}))
"""


class Letters:
    """A mail server that counts the letters by their Message-ID."""

    def __init__(self) -> None:
        self.port, self.taken = free_port(), Counter[str]()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        found = re.search(rb"^Message-ID:\s*<([^>]+)>", envelope.content, re.MULTILINE | re.IGNORECASE)
        self.taken[found[1].decode() if found else "?"] += 1
        return "250 Taken"


@dataclass
class Storm:
    """What is done, what was acknowledged, and what was found."""

    site: Running
    letters: Letters
    actions: int
    clients: int
    seed: int
    done: dict[str, list[Any]] = field(
        default_factory=lambda: {"published": [], "uploaded": [], "sent_in": [], "mailed": []}
    )
    kills: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)  # requests whose answer never came: they may be done or not
    refused: Counter[int] = field(default_factory=Counter)
    things: dict[str, Any] = field(default_factory=dict)
    over: bool = False

    def run(self) -> None:
        """Do it all: clients in threads, and one that kills."""
        text = PREPARE.format(
            clients=self.clients, password=PASSWORD, subscribers=SUBSCRIBERS, editions=self.actions // 4 + 2
        )
        self.things = json.loads(self.site.python(text).strip().splitlines()[-1])
        work = [("published", "uploaded", "sent_in", "mailed")[number % 4] for number in range(self.actions)]
        random.Random(self.seed).shuffle(work)
        waiting = list(enumerate(work))
        lock = threading.Lock()
        clients = [threading.Thread(target=Client(self, number, waiting, lock).run) for number in range(self.clients)]
        killer = threading.Thread(target=self._kill)
        for thread in [*clients, killer]:
            thread.start()
        for thread in clients:
            thread.join()
        self.over = True
        killer.join()

    def _kill(self) -> None:
        chance = random.Random(self.seed + 1)
        while not self.over:
            time.sleep(chance.uniform(0.2, 2.0))
            name = chance.choice(VICTIMS)
            self.site.kill(name)
            self.kills[name] += 1
            time.sleep(chance.uniform(0.0, 0.5))
            self.site.start_process(name, again=True)
            if name != "worker":
                self.site.wait_for(name)

    def look(self) -> list[str]:
        """Say all that is not as it should be, with every process gone and the tidying done."""
        self.site.stop()
        found = json.loads(self.site.python(LOOK).strip().splitlines()[-1])
        wrong = [
            f"{kind}: {title} is not there"
            for kind in ("published", "uploaded", "sent_in")
            for title in set(self.done[kind]) - set(found[kind])
        ]
        wrong += [
            f"twice: {title}" for kind in ("sent_in",) for title, times in Counter(found[kind]).items() if times > 1
        ]
        wrong += [f"half published: {title}" for title in found["half"]]
        wrong += [f"without its photo: {title}" for title in set(self.done["sent_in"]) & set(found["photoless"])]
        wrong += [f"a row without its file: {name}" for name in found["gone"]]
        wrong += self._mail(found["deliveries"])
        tree = self.site.run("fixtree")
        if tree.count("No problems found") != 2:  # pages and collections
            wrong.append(f"fixtree: {tree}")
        self.site.run("tidy_uploads", "--hours", "0")
        if left := self.site.run("tidy_uploads", "--hours", "0", "--dry-run").strip():
            wrong.append(f"files without a row: {left}")
        return wrong

    def _mail(self, deliveries: list[list[Any]]) -> list[str]:
        wrong = [f"a letter came {times} times: {name}" for name, times in self.letters.taken.items() if times > 1]
        states: dict[int, Counter[str]] = {}
        for edition, state, key, mailing in deliveries:
            states.setdefault(edition, Counter())[state] += 1
            if state == "sent" and not self.letters.taken[f"{mailing}.{key}@{HOST}"]:
                wrong.append(f"said to be sent and never came: {mailing}.{key}")
        for edition in self.done["mailed"]:
            known = states.get(edition, Counter())
            if known["sent"] + known["unsure"] != self.things["active"]:
                wrong.append(f"the mailing of {edition} ended as {dict(known)}")
        unsure = sum(known["unsure"] for known in states.values())
        if unsure > self.kills.total():
            wrong.append(f"{unsure} letters unsure after {self.kills.total()} kills")
        return wrong

    def said(self) -> str:
        acknowledged = ", ".join(f"{len(found)} {kind}" for kind, found in self.done.items())
        failed = f"answers lost: {dict(self.lost)}; refused: {dict(self.refused)}"
        return f"{acknowledged}; {self.kills.total()} kills {dict(self.kills)}; {failed}"


class Client:
    """One of the clients: a final editor and a resident at once, from a network of its own."""

    def __init__(self, storm: Storm, number: int, waiting: list[tuple[int, str]], lock: Any) -> None:
        self.storm, self.number, self.waiting, self.lock = storm, number, waiting, lock
        self.base = f"https://{storm.site.address}"
        self.session = requests.Session()
        self.session.verify = self.session.trust_env = False
        self.session.headers.update({"Host": HOST, "Referer": f"https://{HOST}/"})
        self.session.mount("https://", _From(f"127.{number + 1}.0.1"))

    def run(self) -> None:
        while True:
            with self.lock:
                if not self.waiting:
                    return
                number, kind = self.waiting.pop()
            try:
                getattr(self, kind)(number)
            except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
                self.storm.lost[type(error).__name__] += 1

    def _ask(self, path: str, data: dict[str, Any], ok: str, **more: Any) -> bool:
        """Post as the one who is logged in; true where the answer says that it is done."""
        token = self.session.cookies.get("csrftoken", "")
        self.session.headers["X-CSRFToken"] = token
        answer = self.session.post(f"{self.base}{path}", data=data, allow_redirects=False, timeout=60, **more)
        where = answer.headers.get("Location", "")
        if answer.status_code == 302 and "/login/" in where:
            self._log_in()
            return False
        if answer.status_code != 302 or ok not in where:
            self.storm.refused[answer.status_code] += 1
            return False
        return True

    def _log_in(self) -> None:
        self.session.get(f"{self.base}/admin/login/", timeout=60)
        form = {"username": f"redacteur{self.number}", "password": PASSWORD}
        form["csrfmiddlewaretoken"] = self.session.cookies.get("csrftoken", "")
        self.session.post(f"{self.base}/admin/login/", data=form, allow_redirects=False, timeout=60)

    def _as_editor(self) -> None:
        if "sessionid" not in self.session.cookies:
            self._log_in()

    def published(self, number: int) -> None:
        self._as_editor()
        title = f"Bericht {number}"
        form = {"title": title, "slug": f"bericht-{number}", "body-count": "0"}
        form |= {
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
            **self.storm.things.get("form", {}),
        }
        edition = self.storm.things["editions"][0]
        if self._ask(f"/admin/pages/add/dorpskrant/articlepage/{edition}/", form, "/admin/pages/"):
            self.storm.done["published"].append(title)

    def uploaded(self, number: int) -> None:
        self._as_editor()
        title = f"Foto {number}"
        form = {"title": title, "collection": self.storm.things["collection"]}
        if self._ask(
            "/admin/images/add/",
            form,
            "/admin/images/",
            files={"file": (f"{number}.jpg", _photo(number), "image/jpeg")},
        ):
            self.storm.done["uploaded"].append(title)

    def sent_in(self, number: int) -> None:
        title = f"Ingezonden {number}"
        form = {
            "title": title,
            "text": "Eerste alinea.",
            "sender_name": "An",
            "sender_email": "an@example.be",
            "stempel": self._stamp(),
        }
        # Each of another network: the limits are not what is tried here.
        resident = requests.Session()
        resident.verify = resident.trust_env = False
        resident.headers.update({"Host": HOST})
        resident.mount("https://", _From(f"127.{100 + number % 100}.{number // 100}.1"))
        address = f"{self.base}/inzenden/artikel/"
        files = {"photos": (f"{number}.jpg", _photo(number), "image/jpeg")}
        answer = resident.post(address, data=form, files=files, allow_redirects=False, timeout=60)
        if answer.status_code == 302:
            self.storm.done["sent_in"].append(title)
        else:
            self.storm.refused[answer.status_code] += 1

    def _stamp(self) -> str:
        key, site = self.storm.site.environment["SECRET_KEY"], self.storm.things["site"]
        return signing.dumps([str(uuid.uuid4()), time.time() - 60], key=key, salt=f"ingezonden.stamp.{site}")

    def mailed(self, number: int) -> None:
        self._as_editor()
        with self.lock:
            edition = self.storm.things["editions"].pop()
        if self._ask(f"/admin/nieuwsbrief/{edition}/verzenden/", {}, "/admin/"):
            self.storm.done["mailed"].append(edition)


class _From(HTTPAdapter):
    """Connections from an address of its own, tried anew for each request: a process may just have died."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


def _photo(number: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (320, 240), (number * 37 % 256, number * 91 % 256, 90)).save(made, "JPEG")
    return made.getvalue()


def storm(site: Running, letters: Letters, *, actions: int, clients: int, seed: int = 1) -> Storm:
    """Have it out on a site that runs and was founded."""
    urllib3.disable_warnings()
    found = Storm(site, letters, actions, clients, seed)
    found.run()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=["small", "grown"], default="small")
    parser.add_argument("--actions", type=int, default=500)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    letters = Letters()
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(letters.port)}
    servers: list[Any] = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        if options.kind == "grown":
            servers = [Postgres(), Redis(), Buckets()]
            for server in servers:
                server.start()
            site = grown(Path(folder), *servers, **mail)
        else:
            site = small(Path(folder), WORKER="1", **mail)
        try:
            site.start()
            site.found()
            began = time.monotonic()
            found = storm(site, letters, actions=options.actions, clients=options.clients, seed=options.seed)
            print(f"{options.kind}, seed {options.seed}, {time.monotonic() - began:.0f} s: {found.said()}", flush=True)
            wrong = found.look()
            print(
                "\n".join(wrong) if wrong else "All that was acknowledged is there; nothing half done; nothing twice."
            )
        finally:
            site.stop()
            controller.stop()
            for server in servers:
                getattr(server, "remove", server.stop)()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    main()
