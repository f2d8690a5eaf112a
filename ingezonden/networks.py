"""How often somebody's network may ask for something, without knowing who somebody is."""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """Give the sender's network: the first 24 bits of an IPv4 address, the first 64 of an IPv6 one.

    `settings.CLIENT_ADDRESS_HEADER` names the header in which the proxy in front of us writes the address (its last part is the
    one that our own proxy added); without it the connection's own address counts.
    """
    header = getattr(settings, "CLIENT_ADDRESS_HEADER", "")
    written = request.META.get(header, "").split(",")[-1].strip() if header else ""
    try:
        address = ipaddress.ip_address(written or request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False))


def within_limit(request: HttpRequest, action: str, limit: int, seconds: int) -> bool:
    """Count one more and say whether this network is still within `limit` for this village in `seconds`.

    The cache key carries the village (`villages.caching`), so that one village's rubbish closes no other village's forms.
    """
    key = f"limit:{action}:{network_of(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # it expired in between
        return True
