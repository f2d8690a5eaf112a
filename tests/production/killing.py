"""Kills web processes and the worker at random moments while clients publish, upload, send in and mail; then looks what is left.

As a program, the long run: `PYTHONPATH=.:site python -m tests.production.killing --kind small --actions 500 --clients 8`.
"""

import argparse
import itertools
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import urllib3
from aiosmtpd.controller import Controller

from tests.production.clients import Client
from tests.production.running import FOUND, HOST, PASSWORD, Running, grown, small
from tests.production.servers import Buckets, Postgres, Redis, free_port

SUBSCRIBERS = 12
KINDS = ("published", "uploaded", "sent_in", "mailed")
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
import datetime as dt, io, json
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from core.models import VillageImage
from dorpskrant.models import ArticlePage
from ingezonden.models import Submission, SubmissionPhoto
from nieuwsbrief.models import Delivery, Mailing
Delivery.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=1))
call_command("send_newsletters")
def said(name, *arguments):
    call_command(name, *arguments, stdout=(out := io.StringIO()))
    return out.getvalue().strip()
tree = said("fixtree")
said("tidy_uploads", "--hours", "0")
there = lambda model: [name for name in model.objects.values_list("file", flat=True) if not default_storage.exists(name)]
print(json.dumps({
    "published": list(ArticlePage.objects.live().values_list("title", flat=True)),
    "half": list(ArticlePage.objects.filter(live=True, live_revision=None).values_list("title", flat=True)),
    "uploaded": list(VillageImage.objects.values_list("title", flat=True)),
    "sent_in": list(Submission.objects.values_list("fields__title", flat=True)),
    "photoless": list(Submission.objects.filter(photos=None).values_list("fields__title", flat=True)),
    "gone": there(VillageImage) + there(SubmissionPhoto),
    "tree": tree,
    "strays": said("tidy_uploads", "--hours", "0", "--dry-run"),
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
    """What is done, what was acknowledged, and what was found. It goes on until so many actions and kills are done, both."""

    site: Running
    letters: Letters
    actions: int
    clients: int
    seed: int
    least_kills: int = 0
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
        founded = FOUND.format(host=HOST, password=PASSWORD)
        self.things = json.loads(self.site.python(founded + text).strip().splitlines()[-1])
        work, lock = self._work(), threading.Lock()
        clients = [threading.Thread(target=Client(self, number, work, lock).run) for number in range(self.clients)]
        killer = threading.Thread(target=self._kill)
        for thread in [*clients, killer]:
            thread.start()
        for thread in clients:
            thread.join()
        self.over = True
        killer.join()

    def _work(self) -> Iterator[tuple[int, str]]:
        kinds = [KINDS[number % 4] for number in range(self.actions)]
        random.Random(self.seed).shuffle(kinds)
        yield from enumerate(kinds)
        for number in itertools.count(self.actions):
            if self.kills.total() >= self.least_kills:
                return
            yield number, KINDS[number % 3]  # a mailing needs an edition of its own

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
        if found["tree"].count("No problems found") != 2:  # pages and collections
            wrong.append(f"fixtree: {found['tree']}")
        if found["strays"]:
            wrong.append(f"files without a row: {found['strays']}")
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


def storm(site: Running, letters: Letters, *, actions: int, clients: int, seed: int = 1, least_kills: int = 0) -> Storm:
    """Have it out on a site that runs; its village is made first."""
    urllib3.disable_warnings()
    found = Storm(site, letters, actions, clients, seed, least_kills)
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
        if options.kind == "grown":
            servers = [Postgres(), Redis(), Buckets()]
            for server in servers:
                server.start()
            site = grown(Path(folder), *servers, **mail)
        else:
            site = small(Path(folder), WORKER="1", **mail)
        try:
            site.start()
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
