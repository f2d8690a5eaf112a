"""Which address a request is counted by: what our own proxies wrote, never what a visitor wrote."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import RequestFactory

from core.client_address import client_address, client_machine, client_network


def asked(forwarded: str | None, connection: str = "10.0.0.2"):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=connection)


@pytest.mark.parametrize(
    "trusted, forwarded, expected",
    [
        (0, "203.0.113.9", "10.0.0.2"),  # nobody is trusted: the header is anybody's
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),  # the visitor wrote the first one herself
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.2"),  # a request that passed by one of the proxies
        (1, "not an address", "10.0.0.2"),
        (1, "203.0.113.9' OR 1=1", "10.0.0.2"),
        (1, None, "10.0.0.2"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8::7]:443", "2001:db8::7"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(settings, trusted, forwarded, expected):
    settings.TRUSTED_PROXIES = trusted
    assert str(client_address(asked(forwarded))) == expected


def test_a_home_with_ipv6_is_one_network_whatever_address_it_takes(settings):
    settings.TRUSTED_PROXIES = 0
    one, two, other = (asked(None, f"2001:db8:0:{net}::{host}") for net, host in ((1, 7), (1, 99), (2, 7)))
    assert client_network(one) == client_network(two) == "2001:db8:0:1::/64"
    assert client_machine(one) == client_machine(two) == "2001:db8:0:1::"
    assert client_network(other) != client_network(one)


def test_a_connection_without_an_address_has_none(settings):
    settings.TRUSTED_PROXIES = 0
    assert client_address(asked(None, "")) is None
    assert client_network(asked(None, "")) == "unknown"


def test_production_trusts_no_proxy_unless_told_how_many():
    assert trusted_in_production() == 0
    assert trusted_in_production(TRUSTED_PROXIES="2") == 2


def trusted_in_production(**more: str) -> int:
    needed = {"SECRET_KEY": "x" * 60, "PLATFORM_HOSTS": "a.example.be", "PLATFORM_URL": "https://a.example.be"}
    environment = {**os.environ, **needed, "PYTHONPATH": str(settings.ROOT / "site"), **more}
    code = "from config.settings import production; print(production.TRUSTED_PROXIES)"
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return int(answer.stdout)
