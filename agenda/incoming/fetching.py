"""Fetching a calendar from somewhere on the internet: little, soon, and only from public addresses."""

import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlunsplit

from agenda.incoming.network import INTERNET, Network, RefusedError, read_url

MAX_BYTES = 2 * 1024 * 1024
TOTAL_SECONDS = 20
CONNECT_SECONDS = 8
MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "Dorpsplein (calendar import)"


@dataclass(frozen=True)
class Fetched:
    """What came: `body` is None where it is still what it was; `etag` and `last_modified` are for the next time."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(url: str, etag: str = "", last_modified: str = "", *, network: Network = INTERNET) -> Fetched:
    """Fetch a URL, following up to 5 redirects, each checked anew; conditional where validators are known (RFC 9110, 13).

    Raises:
        RefusedError: code "address", "private", "unknown_host", "unreachable", "slow", "too_large", "redirects" or "status"
            (with the number as its detail).
    """
    until = time.monotonic() + TOTAL_SECONDS
    headers = {"User-Agent": _AGENT, "Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "gzip, identity"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    for _attempt in range(MAX_REDIRECTS + 1):
        parts = read_url(url)
        answer = _ask(parts, headers, until, network)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(urlunsplit(parts), answer)
    raise RefusedError("redirects")


class _Pinned(http.client.HTTPConnection):
    """A connection to one address that was checked, whatever the name leads to by now."""

    def __init__(self, parts: SplitResult, port: int, address: str, seconds: float) -> None:
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self.address, self.tls = address, parts.scheme == "https"

    def connect(self) -> None:
        """Connect, with TLS for the name that was asked for."""
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _ask(parts: SplitResult, headers: dict[str, str], until: float, network: Network) -> Fetched | str:
    """Give the answer, or where it redirects to."""
    port = network.port_of(parts)
    address = network.addresses(parts.hostname or "", port)[0]
    remaining = until - time.monotonic()
    if remaining <= 0:
        raise RefusedError("slow")
    connection = _Pinned(parts, port, address, min(CONNECT_SECONDS, remaining))
    # A server that sends a byte now and then never runs into the socket's own limit: at the end of the time it is cut off.
    cut = threading.Timer(remaining, _cut, [connection])
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", urlunsplit(("", "", parts.path, parts.query, "")), headers=headers)
        response = connection.getresponse()
        if response.status in _REDIRECTS and (location := response.headers.get("Location")):
            return location
        if response.status == 304:
            return Fetched(None, headers.get("If-None-Match", ""), headers.get("If-Modified-Since", ""))
        if response.status != 200:
            raise RefusedError("status", str(response.status))
        body = _body(response)
    except TimeoutError as error:
        raise RefusedError("slow") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise RefusedError("slow" if time.monotonic() >= until else "unreachable", str(error)[:200]) from error
    finally:
        cut.cancel()
        connection.close()
    if time.monotonic() >= until:
        raise RefusedError("slow")
    return Fetched(body, response.headers.get("ETag", "")[:200], response.headers.get("Last-Modified", "")[:100])


def _cut(connection: _Pinned) -> None:
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was closed in the meantime


def _body(response: http.client.HTTPResponse) -> bytes:
    raw = response.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise RefusedError("too_large")
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return raw
    if encoding != "gzip":
        raise RefusedError("unreachable", encoding[:40])
    try:
        text = zlib.decompressobj(31).decompress(raw, MAX_BYTES + 1)
    except zlib.error as error:
        raise RefusedError("unreachable", "gzip") from error
    if len(text) > MAX_BYTES:
        raise RefusedError("too_large")
    return text
