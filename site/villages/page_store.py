"""Finished pages in this process's memory: compressed, bounded in bytes, those asked for least recently dropped first."""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

from .freshness import Record
from .page_keys import PageKey
from .versions import VersionsGoneError, tokens

LIFETIME_SECONDS = 600  # even where nothing is known to have changed
OVERHEAD_BYTES = 2_000  # headers, key and bookkeeping
COMPRESSED = (
    "text/",
    "application/xml",
    "application/json",
    "application/feed+json",
    "application/rss+xml",
    "image/svg+xml",
)
ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)
IN_A_304 = {"cache-control", "content-location", "date", "etag", "expires", "vary", "last-modified"}
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A finished answer, the tokens that it is true under, and when it gets old (seconds since 1970)."""

    status: str
    headers: Headers
    body: bytes  # compressed where `compressed`
    compressed: bool
    etag: str
    tokens: dict[int, bytes]
    until: float

    @classmethod
    def of(cls, status: str, headers: Headers, body: bytes, record: Record) -> "KeptPage":
        """Keep an answer; one whose entity tag is its own keeps it."""
        given = {name.lower(): value for name, value in headers}
        compressed = len(body) > 500 and given.get("content-type", "").startswith(COMPRESSED)
        etag = given.get("etag") or f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        if compressed and not etag.startswith("W/"):
            etag = f"W/{etag}"  # the same content in two encodings
        left_out = {"etag", "content-length", "vary", "date"}
        vary = [part.strip() for part in given.get("vary", "").split(",") if part.strip()]
        if compressed and "accept-encoding" not in map(str.lower, vary):
            vary.append("Accept-Encoding")
        kept = [(name, value) for name, value in headers if name.lower() not in left_out]
        kept += [("ETag", etag), *([("Vary", ", ".join(vary))] if vary else [])]
        until = min(record.until.timestamp(), time.time() + LIFETIME_SECONDS)
        stored = gzip.compress(body, 6, mtime=0) if compressed else body
        return cls(status, kept, stored, compressed, etag, record.tokens, until)

    @property
    def is_true(self) -> bool:
        """Whether nothing that it shows has changed, and its time has not passed."""
        if time.time() >= self.until:
            return False
        try:
            return tokens(self.tokens) == self.tokens
        except VersionsGoneError:
            return False

    @property
    def size_bytes(self) -> int:
        """What keeping it takes, about."""
        return len(self.body) + OVERHEAD_BYTES

    def answer(self, environ: dict[str, Any], word: str) -> tuple[str, Headers, list[bytes]]:
        """Give status, headers and body for a request: whole, unchanged (RFC 9110, section 13) or without its body.

        `word` says in `Cache-Status` (RFC 9211) where it came from.
        """
        said = ("Cache-Status", f"dorpsplein; {word}")
        if self._is_known(environ):
            kept = [pair for pair in self.headers if pair[0].lower() in IN_A_304]
            return "304 Not Modified", [*kept, said, ("Date", http_date())], []
        headers, body = [*self.headers, said, ("Date", http_date())], self.body
        if self.compressed:
            if ACCEPTS_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")):
                headers.append(("Content-Encoding", "gzip"))
            else:
                body = gzip.decompress(body)
        headers.append(("Content-Length", str(len(body))))
        return self.status, headers, [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _is_known(self, environ: dict[str, Any]) -> bool:
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if wanted is not None:
            mine = self.etag.removeprefix("W/")
            return wanted.strip() == "*" or mine in (tag.strip().removeprefix("W/") for tag in wanted.split(","))
        since = parse_http_date_safe(environ.get("HTTP_IF_MODIFIED_SINCE", "") or "")
        modified = next((value for name, value in self.headers if name.lower() == "last-modified"), "")
        changed = parse_http_date_safe(modified) if modified else None
        return since is not None and changed is not None and changed <= since


class PageStore:
    """Kept pages by their keys. Safe for threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.bytes = max_bytes, 0
        self._pages: OrderedDict[PageKey, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[PageKey]:
        return iter(list(self._pages))

    def get(self, key: PageKey) -> KeptPage | None:
        """Give the page that is kept, if it is true still; one that is not is dropped."""
        page = self._pages.get(key)
        if page is None:
            return None
        true = page.is_true
        with self._lock:
            if not true:
                self._drop(key, page)
                return None
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def put(self, key: PageKey, page: KeptPage) -> None:
        """Keep a page; make room for it."""
        with self._lock:
            old = self._pages.pop(key, None)
            self.bytes += page.size_bytes - (old.size_bytes if old else 0)
            self._pages[key] = page
            while self.bytes > self.max_bytes:
                _key, dropped = self._pages.popitem(last=False)
                self.bytes -= dropped.size_bytes

    def _drop(self, key: PageKey, page: KeptPage) -> None:
        if self._pages.get(key) is page:
            del self._pages[key]
            self.bytes -= page.size_bytes
