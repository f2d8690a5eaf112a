"""What the tests of villages share: every row of a village, to compare; and the real web server in front of one."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection

from tests.production.servers import free_port
from tests.villages.forging import kept, whole_database
from villages.models import Village
from villages.scope import owner_of, scoped


def _rows_of(village: Village) -> dict[str, str]:
    with scoped(village.scope()):
        return {
            model._meta.label: serializers.serialize("json", sorted(_own(model), key=lambda row: str(row.pk)))
            for model in apps.get_models()
            if owner_of(model) is not None
        }


def _own(model):
    visible = model._default_manager.all()
    if model._meta.label in {"wagtailcore.Page", "wagtailcore.Collection"}:
        visible = visible.exclude(depth=1)  # the roots of the trees are everybody's
    return list(visible)


@pytest.fixture
def media(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return settings.MEDIA_ROOT


@pytest.fixture
def refused(db, media, archive):
    """Insist that an archive is refused with these words, and that nothing of it is anywhere."""
    before, files = whole_database(), kept(media)

    def insist(path, words, host="nieuw.example.be", **options):
        with pytest.raises(CommandError) as error:
            call_command("import_village", path, host=host, **{"slug": "nieuw", **options})
        assert str(error.value).startswith("Nothing was made.")
        assert words in str(error.value)
        after = whole_database()
        assert {table for table in before if before[table] != after[table]} == set(), words
        assert [path for path in kept(media) if path not in files] == []

    return insist


@pytest.fixture
def rows_of() -> Callable[[Village], dict[str, str]]:
    """Give every row that belongs to a village, by model, as JSON."""
    return _rows_of


@pytest.fixture
def served_village(transactional_db: None) -> Village:
    return Village.objects.get(slug="lindehoek")


@pytest.fixture
def port(served_village: Village, served_at: int) -> int:
    """Where two workers serve the test's own database."""
    return served_at


@pytest.fixture(scope="module")
def served_at(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Two workers, as the Procfile starts them."""
    port = free_port()
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
    said = tmp_path_factory.mktemp("served") / "log"
    with said.open("w") as log:
        server = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(150):
            try:
                _ask(port)
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail(said.read_text())
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def _ask(port: int) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "lindehoek.localhost"})
    urllib.request.urlopen(request, timeout=20).close()
