"""Where a request comes from, as far as our own proxies say so. The one place that reads a forwarded address."""

import ipaddress
import logging
from functools import cache

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
IPV4_NETWORK_BITS, IPV6_NETWORK_BITS = 24, 64
log = logging.getLogger(__name__)


def client_address(request: HttpRequest) -> Address | None:
    """Give the address of the machine that asks; None where it has none (a Unix socket).

    Anybody can write an `X-Forwarded-For`; each proxy adds the address it was asked from on the right. With
    `settings.TRUSTED_PROXIES` = n proxies of our own in front, the n-th from the right is the last that one of them wrote. With
    0 the header is not looked at. What is no IP address (RFC 4291), or a header with fewer entries, falls back on the connection.
    """
    trusted: int = settings.TRUSTED_PROXIES
    header = request.META.get("HTTP_X_FORWARDED_FOR", "")
    own = _read(request.META.get("REMOTE_ADDR", ""))
    if trusted <= 0:
        if header and (own is None or own.is_loopback):
            _warn_once()
        return own
    entries = header.split(",")
    written = _read(entries[-trusted]) if len(entries) >= trusted else None
    return written or own


def client_machine(request: HttpRequest) -> str:
    """Give the address that attempts to log in are counted by: an IPv4 address, or the /64 of an IPv6 one, which a home has."""
    address = client_address(request)
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_NETWORK_BITS), strict=False).network_address)
    return str(address or "0.0.0.0")  # noqa: S104 - an address of nobody, not one to listen on


def client_network(request: HttpRequest) -> str:
    """Give the network that residents' forms are counted by: the first 24 bits of an IPv4 address, 64 of an IPv6 one."""
    address = client_address(request)
    if address is None:
        return "unknown"
    bits = IPV4_NETWORK_BITS if address.version == 4 else IPV6_NETWORK_BITS
    return str(ipaddress.ip_network((address, bits), strict=False))


def _read(written: str) -> Address | None:
    """Read an address as proxies write it: alone, with a port, an IPv6 one in brackets."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


@cache
def _warn_once() -> None:
    log.warning(
        "A proxy on this machine forwards visitors' addresses, but TRUSTED_PROXIES is 0: all visitors count as one."
        " Set TRUSTED_PROXIES to the number of your own proxies in front of this server."
    )
