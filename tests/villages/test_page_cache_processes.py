"""Two web processes and a third that publishes: what one changes, none of the others shows the old way."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from demo.factories import home_of, make_village
from villages.models import Village
from villages.scope import scoped

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = 30  # enough for both processes to be asked many times


@pytest.fixture
def village(migrated_rows: str, transactional_db: None) -> Iterator[Village]:
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(migrated_rows)
    yield make_village("Lindehoek", "lindehoek.localhost")


@pytest.fixture
def port(village: Village, tmp_path: Path) -> Iterator[int]:
    """Two workers over the test's own database, as the Procfile starts them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        address = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DEBUG": "0",
        "DATABASE_URL": address,
        "DORPSPLEIN_VAR": str(Path(settings.PAGE_CACHE["FILE"]).parent),
    }
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "--workers", "2", "--worker-class", "gthread"]
    command += ["--threads", "2", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "config.wsgi"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(150):
            try:
                ask(port)
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail((tmp_path / "log").read_text())
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def ask(port: int) -> tuple[str, bool]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "lindehoek.localhost"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.read().decode(), "hit" in response.headers.get("Cache-Status", "")


def test_no_process_shows_what_another_has_changed(village, port):
    for number in range(3):
        answers = [ask(port) for _ in range(ASKED)]
        assert sum(hit for _text, hit in answers) >= ASKED - 2, "each of two processes makes the page once"
        with scoped(village.scope()):
            home = home_of(village)
            home.intro = f"<p>Nieuws {number}</p>"
            home.save_revision().publish()
        answers = [ask(port) for _ in range(ASKED)]
        assert all(f"Nieuws {number}" in text for text, _hit in answers)
