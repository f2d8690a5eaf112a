"""Real servers while tests run: PostgreSQL, Redis and nginx from Debian, an S3-compatible one from moto."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.production.servers import KEYS, Buckets, Postgres, Redis

NEEDED = {"redis-server": "redis-server", "nginx": "nginx"}


def missing_servers() -> list[str]:
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    return missing if list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) else [*missing, "postgresql"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = missing_servers()
    for item in items:
        if item.path.parent == Path(__file__).parent and "running" in item.keywords and missing:
            why = f"NOT RUN IN PRODUCTION'S SHAPE: apt install {' '.join(missing)}"
            item.add_marker(pytest.mark.skip(reason=why))


@pytest.fixture(scope="session")
def buckets() -> Iterator[Buckets]:
    server = Buckets()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    server = Redis()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(buckets: Buckets, settings: Any, request: Any, tmp_path: Any) -> str:
    """Uploads, papers and archives in a bucket of this test's own; nothing of them on this machine's disk."""
    name = f"t{abs(hash(request.node.nodeid)) % 10**9}"
    buckets.make(name)
    options = {"bucket_name": name, "endpoint_url": buckets.url, **KEYS}
    settings.VAR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            alias: {"BACKEND": backend, "OPTIONS": {**options, "location": location}}
            for alias, backend, location in (
                ("default", "core.bucket.MediaBucket", "media"),
                ("shelf", "core.bucket.BucketStorage", "press"),
                ("exports", "core.bucket.BucketStorage", "exports"),
            )
        },
    }
    return name
