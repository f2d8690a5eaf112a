"""What all tests share: two villages that must not see each other, and a browser's way of asking."""

import gc
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from demo.factories import make_village
from tests import clock
from tests.snapshots import Snapshot, Worlds
from villages.models import User, Village

WORLDS: list[Worlds] = []


def pytest_configure(config: pytest.Config) -> None:
    clock.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    clock.stop()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Give the tests of running processes the clock that those have."""
    if "running" not in item.keywords:
        return (yield)
    clock.stop()
    try:
        return (yield)
    finally:
        clock.start()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often, and not in what is loaded by now: it stays. A sixth of the time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _migrated_copy() -> Path:
    """Where a database is kept as the migrations left it: making one takes longer than most test files."""
    known = hashlib.sha256()
    ours = [*settings.ROOT.glob("*/migrations/*.py"), *settings.ROOT.glob("site/*/migrations/*.py")]
    for path in [settings.ROOT / "requirements.txt", *sorted(ours)]:
        known.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / f"dorpsplein-migrated-{known.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Start from the file that is there; the folder around it is thrown away with the run."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with a migrated database where one is kept; what is new in it is migrated as ever."""
    if connection.vendor == "sqlite" and _migrated_copy().exists():
        shutil.copy(_migrated_copy(), connection.settings_dict["TEST"]["NAME"])


def _keep_migrated() -> None:
    copy = _migrated_copy()
    if connection.vendor == "sqlite" and not copy.exists():
        half = copy.with_suffix(f".{os.getpid()}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(half)])
        half.replace(copy)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Found the two villages once, for all tests: each test's own transaction gives them back as they were."""
    with django_db_blocker.unblock():
        _keep_migrated()
        WORLDS[:] = [Worlds()]
        for name in ("Lindehoek", "Zavelberg"):
            make_village(name)


@pytest.fixture(scope="session")
def founded(django_db_setup: None, django_db_blocker: Any) -> Snapshot:
    """The database as every test finds it."""
    with django_db_blocker.unblock():
        return Snapshot()


@pytest.fixture
def transactional_db(request: Any, founded: Snapshot, django_db_blocker: Any) -> Iterator[None]:
    """Write to the database for real, also from other threads and processes; what was there before comes back."""
    asked = {"db", "_django_db_helper"} & set(request.fixturenames)
    assert not asked and not request.node.get_closest_marker("django_db"), (
        "db or transactional_db: ask for one of the two"
    )
    with django_db_blocker.unblock():
        yield
        founded.put_back()


@pytest.fixture(scope="module")
def module_db(founded: Snapshot, django_db_blocker: Any) -> Iterator[None]:
    """Let a fixture of a whole module write: each of its tests begins with that, and leaves it so, for all is one transaction.

    Such a fixture gives no objects, which a test could change, but a key by which each test fetches its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def begin_with(founded: Snapshot, transactional_db: None) -> Callable[..., Any]:
    """Give what a function makes, with nothing else in the database; it is made once for all tests that begin with it."""
    return WORLDS[0].begin_with


@pytest.fixture
def same_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks are counted by the clock hour: a test that counts must not see one pass."""
    began = timezone.now()
    monkeypatch.setattr("ingezonden.networks.timezone", SimpleNamespace(now=lambda: began))


def _village(name: str) -> Village:
    return Village.objects.filter(slug=name.lower()).first() or make_village(name)


@pytest.fixture
def lindehoek(db: None) -> Village:
    return _village("Lindehoek")


@pytest.fixture
def zavelberg(db: None) -> Village:
    return _village("Zavelberg")


class VillageClient(Client):
    """A test client at a village's own host; `user.otp_device` is a second step that was taken, as django-otp has it."""

    def __init__(self, village: Village | str, user: User | None = None) -> None:
        host = village if isinstance(village, str) else village.site.hostname
        super().__init__(headers={"host": host})
        if user is not None:
            self.force_login(user)
            if getattr(user, "otp_device", None) is not None:
                session = self.session
                session[DEVICE_ID_SESSION_KEY] = user.otp_device.persistent_id  # type: ignore[attr-defined]
                session.save()


@pytest.fixture
def visit() -> Any:
    """Give a client for a village (or host name), logged in where a user is given."""
    return VillageClient


@pytest.fixture
def within_one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have posts counted in one window of time, also where a test begins just before the next one."""
    now = timezone.now()
    monkeypatch.setattr("ingezonden.networks.timezone", SimpleNamespace(now=lambda: now))


@pytest.fixture(autouse=True)
def empty_cache() -> Any:
    from django.core.cache import cache

    from villages.scope import every_village

    yield
    with every_village():
        cache.clear()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how much the tests of the walls between villages tried."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name.startswith("isolation: "):
                counts[name.removeprefix("isolation: ")] += value
    if counts:
        tried = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        terminalreporter.write_line(f"The walls between villages: tried {tried}.")
