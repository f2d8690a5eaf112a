"""Caddy may fetch certificates for the hosts that somebody lives at, and for no other; nobody but this machine can ask."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from villages.hosting import add_host

pytestmark = pytest.mark.django_db
LOCAL = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}


def asked(domain, **more):
    return Client().get("/gezond/host/", {"domain": domain}, **{**LOCAL, **more}).status_code


def test_a_certificate_is_for_hosts_where_somebody_lives(lindehoek, settings):
    add_host(lindehoek, "oud.example.be")
    for host in ("lindehoek.localhost", "LINDEHOEK.localhost.", "oud.example.be", settings.PLATFORM_HOSTS[0]):
        assert asked(host) == 200, host
    for host in ("", "elders.example.be", "x.lindehoek.localhost", "lindehoek.localhost:443", "*.localhost", "x" * 300):
        assert asked(host) == 404, host


def test_a_village_that_was_removed_gets_none(lindehoek, tmp_path, django_capture_on_commit_callbacks):
    assert asked("lindehoek.localhost") == 200
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_village", "lindehoek", yes=True, to=tmp_path / "1.zip")
    assert asked("lindehoek.localhost") == 404


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "203.0.113.7"},
        {"REMOTE_ADDR": "10.0.0.5"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_who_asks_from_elsewhere_or_through_a_proxy_is_told_nothing(lindehoek, more):
    """It is an address like any other then: of nobody here, and at a village's host of no page."""
    assert asked("lindehoek.localhost", **more) == 404
    at_home = Client().get(
        "/gezond/host/?domain=lindehoek.localhost", **{**LOCAL, **more, "HTTP_HOST": "lindehoek.localhost"}
    )
    assert at_home.status_code in (301, 404)
    assert at_home.content not in (b"Yes.", b"No.")


def test_it_says_when_it_cannot_know(lindehoek, monkeypatch):
    def gone(hostname):
        raise OperationalError("weg")

    cache.clear()
    monkeypatch.setattr("villages.certificates.address_of", gone)
    assert asked("lindehoek.localhost") == 503
