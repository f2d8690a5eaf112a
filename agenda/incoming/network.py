"""Which addresses on the internet this server may be sent to by somebody who types a URL.

Against server-side request forgery: a host is looked up once, every address that it has must be public, and the connection
goes to the very address that was checked. https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import ipaddress
import socket
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from urllib.parse import SplitResult, quote, urlsplit

LOOKUP_SECONDS = 5
STANDARD_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._?"

# Addresses that carry another address in them: a way round every list, and no public server lives there.
_CARRIERS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "::ffff:0:0/96",  # IPv4-mapped, RFC 4291
        "::ffff:0:0:0/96",  # IPv4-translated, RFC 2765
        "::/96",  # IPv4-compatible, RFC 4291
        "64:ff9b::/96",  # NAT64, RFC 6052
        "64:ff9b:1::/48",  # local NAT64, RFC 8215
        "2002::/16",  # 6to4, RFC 3056
        "2001::/32",  # Teredo, RFC 4380
    )
)


class RefusedError(Exception):
    """An address that is not fetched; `code` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


def is_public(address: str) -> bool:
    """Tell whether an IP address, as text, is one of a public server."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found.version == 6 and any(found in network for network in _CARRIERS):
        return False
    never = found.is_multicast or found.is_reserved or found.is_loopback or found.is_link_local or found.is_unspecified
    return found.is_global and not never and not getattr(found, "is_site_local", False)


class Network:
    """The internet as this server may reach it: public addresses, standard ports."""

    def allows(self, address: str) -> bool:
        """Tell whether an IP address may be connected to."""
        return is_public(address)

    def port_of(self, parts: SplitResult) -> int:
        """Give the port of a URL.

        Raises:
            RefusedError: "address" unless it is the standard one.
        """
        standard = STANDARD_PORTS[parts.scheme]
        if parts.port not in (None, standard):
            raise RefusedError("address", parts.netloc)
        return standard

    def addresses(self, host: str, port: int) -> list[str]:
        """Look a host up and give its addresses.

        Raises:
            RefusedError: "unknown_host", also where the answer takes too long; "private" if any address is not public.
        """
        lookup = ThreadPoolExecutor(1)
        try:
            found = lookup.submit(socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM).result(LOOKUP_SECONDS)
        except (OSError, UnicodeError, TookTooLong) as error:
            raise RefusedError("unknown_host", host) from error
        finally:
            lookup.shutdown(wait=False)
        addresses: Collection[str] = dict.fromkeys(str(entry[4][0]) for entry in found)
        if not all(map(self.allows, addresses)):
            raise RefusedError("private", host)
        return list(addresses)


INTERNET = Network()


def read_url(url: str) -> SplitResult:
    """Give the parts of an http(s) URL with an ASCII host and path; `webcal:` means https.

    Raises:
        RefusedError: "address" for anything else, and for a URL with a user name or password.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as error:
        raise RefusedError("address", url[:80]) from error
    scheme = {"webcal": "https", "webcals": "https"}.get(parts.scheme, parts.scheme)
    if scheme not in STANDARD_PORTS or not host or "@" in parts.netloc:
        raise RefusedError("address", url[:80])
    host = f"[{host}]" if ":" in host else host
    return SplitResult(scheme, host + port, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), "")
