"""How fast a newsletter goes out, and whether a kill -9 half-way leaves anybody out or twice.

    .venv/bin/python bench/mail.py [recipients]

A village with that many subscribers (10,000) in a new folder; a real SMTP server (aiosmtpd) in this process; the command
`send_newsletters` with production settings in another one, killed when half is sent, then started again. Prints letters a second
before and after, how many people got the letter once, twice, never, and how many the database calls unsure.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[1]
LEASE_SECONDS = 2.0


class Post:
    """Takes every letter and remembers for whom it was."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self.identities: Counter[str] = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        """Count a letter."""
        self.taken.update(envelope.rcpt_tos)
        head = envelope.content.split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace")
        self.identities.update(line for line in head.split("\r\n") if line.startswith("Message-ID"))
        return "250 taken"


def main(recipients: int) -> int:
    """Run it; 1 where somebody got it twice, or never without being called unsure."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    folder = tempfile.mkdtemp(prefix="bench-mail-")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DORPSPLEIN_VAR": folder,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PLATFORM_HOSTS": "platform.example.be",
        "PLATFORM_URL": "https://platform.example.be",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    subprocess.run([*manage, "shell", "-v", "0", "-c", PREPARE % recipients], env=environment, check=True)
    send = [*manage, "send_newsletters", "--lease", str(LEASE_SECONDS)]

    first = subprocess.Popen(send, env=environment)
    while not post.taken:
        time.sleep(0.01)
    begin, already = time.perf_counter(), post.taken.total()
    while post.taken.total() < recipients // 2:
        time.sleep(0.005)
    first.send_signal(signal.SIGKILL)
    rate = (post.taken.total() - already) / (time.perf_counter() - begin)
    first.wait()
    killed_at = post.taken.total()
    time.sleep(LEASE_SECONDS + 0.5)
    begin = time.perf_counter()
    subprocess.run(send, env=environment, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    counted = subprocess.run(
        [*manage, "shell", "-v", "0", "-c", COUNT], env=environment, check=True, capture_output=True
    )
    unsure = int(counted.stdout)
    controller.stop()

    times = Counter(post.taken.values())
    never = recipients - len(post.taken)
    print(f"{recipients} recipients, killed with kill -9 after {killed_at}")
    print(f"first run   {rate:8.0f} letters a second")
    print(f"second run  {(post.taken.total() - killed_at) / seconds:8.0f} letters a second, starting included")
    print(
        f"once {times[1]}, twice or more {sum(times.values()) - times[1]}, never {never}; unsure in the database: {unsure}"
    )
    twice = sum(times.values()) - times[1]
    return int(bool(twice) or never > unsure)


PREPARE = """
from django.utils import timezone
from demo.factories import make_article, make_edition
from nieuwsbrief.models import Subscriber
from nieuwsbrief.sending import plan_mailings
from villages.founding import found_village
village = found_village("Lindehoek", "lindehoek.example.be", port=443)
edition = make_edition(village, intro="Beste lezer, de linde is kaal.")
for number in range(8):
    make_article(edition, title=f"Artikel {number}", intro="Een paar zinnen die zin geven om verder te lezen.")
Subscriber.objects.bulk_create(
    [
        Subscriber(site=village.site, email=f"lezer{n}@example.be", language="nl", confirmed_at=timezone.now())
        for n in range(%d)
    ],
    batch_size=500,
)
plan_mailings(village, "edition", timezone.localdate(), edition.pk)
"""
COUNT = """
from nieuwsbrief.models import Delivery
print(Delivery.objects.filter(state="unsure").count())
"""

if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
