"""A short storm of kills on both shapes; the long one is a program (tests/production/killing.py)."""

import os
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.production.killing import Letters, storm
from tests.production.running import grown, small

pytestmark = [pytest.mark.running, pytest.mark.skipif(os.geteuid() != 0, reason="Port 443 needs root")]


LONGER = pytest.mark.skipif("STORM" not in os.environ, reason="48 seconds more: STORM=1 runs it")


@pytest.mark.parametrize("kind", ["small", pytest.param("grown", marks=LONGER)])
def test_what_was_acknowledged_is_there_whatever_was_killed(kind: str, request: Any, tmp_path_factory: Any):
    folder = tmp_path_factory.mktemp(kind)
    letters = Letters()
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(letters.port)}
    if kind == "grown":
        site = grown(folder, *(request.getfixturevalue(name) for name in ("postgres", "redis", "buckets")), **mail)
    else:
        site = small(folder, WORKER="1", **mail)
    try:
        site.start()
        found = storm(site, letters, actions=24, clients=4, least_kills=4)
        assert found.kills.total() >= 4, found.said()
        assert sum(map(len, found.done.values())) >= 8, found.said()
        assert found.look() == [], found.said()
    finally:
        site.stop()
        controller.stop()
