"""Which part failed is told from what was raised, however deep it lies."""

import errno
import sys

import psycopg
import pytest
from botocore.exceptions import EndpointConnectionError
from django.db import IntegrityError, OperationalError

from core.failures import failed_part


def caused(error, cause):
    try:
        raise error from cause
    except type(error) as raised:
        return raised


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OperationalError("connection refused"), "database"),
        (caused(ValueError("in a template"), OperationalError("timeout")), "database"),
        (OperationalError("database or disk is full"), "disk"),
        (caused(OperationalError("could not extend file"), psycopg.errors.DiskFull("could not extend file")), "disk"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk"),
        (EndpointConnectionError(endpoint_url="http://x"), "storage"),
        (OSError(errno.ENOENT, "gone"), None),
        (IntegrityError("twice"), None),
        (ValueError("ours"), None),
        (None, None),
    ],
)
def test_the_part_is_told(error, part):
    assert failed_part(error) == part


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("refused"), 503, "De gegevensbank antwoordt niet"),
        (EndpointConnectionError(endpoint_url="http://secret"), 503, "De plek waar foto’s, opnames"),
        (OSError(errno.ENOSPC, "full"), 503, "De schijf van deze server is vol"),
        (ValueError("ours"), 500, "Er ging iets mis"),
    ],
)
def test_a_request_that_fails_says_in_dutch_what_is_wrong(error, status, words, lindehoek, visit, monkeypatch):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(sys.modules["home.views.search"], "search_village", fail)
    client = visit(lindehoek)
    client.raise_request_exception = False
    response = client.get("/zoeken/?q=linde")
    assert (response.status_code, words in response.content.decode()) == (status, True)
    assert "secret" not in response.content.decode()
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)
