"""Pages for visitors, answered from memory in front of Django: no session, no SQL, no rendering.

Two halves. Inside Django `PageRecordMiddleware` notes what a page is made of and decides whether every visitor may get it.
In front of Django `PageCache` keeps what may be kept and answers with it while the villages' tokens are what they were before
the page was made (villages/versions.py). Only what a village's own host answered is ever kept: an unknown host has no pages here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .freshness import Record, recording
from .page_keys import UNKEPT, PageKey, key_of
from .page_store import KeptPage, PageStore
from .versions import VersionsGoneError

RECORD = "dorpsplein.page_record"  # where one half finds what the other one noted, in the request's WSGI environment
IN_FRONT = "dorpsplein.page_cache"  # that the other half is there
MAX_BYTES = 512 * 1024
SAME_FOR_ALL = {"cookie", "accept-encoding"}  # without a session cookie all get the same; encodings are made here
FRESH = "public, no-cache"  # browsers and proxies may keep it, and ask each time whether it is still true


class PageCache:
    """WSGI middleware (PEP 3333) that goes in front of Django's application."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.store = PageStore(settings.PAGE_CACHE["MAX_BYTES"])

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """Answer from memory, or let Django answer and remember it."""
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        page = self.store.get(key)
        if page is None:
            return self._ask(key, environ, start_response)
        status, headers, body = page.answer(environ, "hit")
        start_response(status, headers)
        return body

    def _ask(self, key: PageKey, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        environ["QUERY_STRING"] = key.query  # no view sees a parameter that the key does not carry
        environ[IN_FRONT] = True
        started: list[Any] = []
        response = self.application(environ, lambda *args: started.append(args))
        status, given, *error = started[-1]
        record: Record | None = environ.get(RECORD)
        if record is None:
            start_response(status, given, *error)
            return response
        try:
            page = KeptPage.of(status, given, b"".join(response), record)
        finally:
            getattr(response, "close", lambda: None)()
        self.store.put(key, page)
        status, headers, body = page.answer(environ, "fwd=miss; stored")
        start_response(status, headers)
        return body


class PageRecordMiddleware:
    """Note what a village's page is made of; leave word of it where every visitor may get the same. After VillageMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; say to browsers that a page may be kept and has to be asked for again."""
        village = request.village  # type: ignore[attr-defined]
        if village is None or request.method != "GET" or request.path_info.startswith(UNKEPT):
            return self.get_response(request)
        try:
            with recording(village.pk) as record:
                response = self.get_response(request)
        except VersionsGoneError:
            return self.get_response(request)
        if _same_for_all(request, response):
            response.headers.setdefault("Cache-Control", FRESH)
            if _at_its_own_address(request):
                request.META[RECORD] = record
                request.compressed_when_kept = IN_FRONT in request.META  # type: ignore[attr-defined]
        return response


def _same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether an answer is whole, small, and the same for whoever asks without a session."""
    control = response.headers.get("Cache-Control", "").lower()
    vary = {part.strip().lower() for part in response.headers.get("Vary", "").split(",") if part.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and vary <= SAME_FOR_ALL
        and "Content-Encoding" not in response.headers
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not getattr(request, "_csp_nonce", None)
        and len(response.content) <= MAX_BYTES
    )


def _at_its_own_address(request: HttpRequest) -> bool:
    """Tell whether the Host header is written as the village's own: nobody fills the memory with ports that he made up."""
    host: str = request.META.get("HTTP_HOST", "")
    name, _colon, port = host.partition(":")
    site = request.village.site  # type: ignore[attr-defined]
    return name == site.hostname and port in ("", str(site.port), str(request.META.get("SERVER_PORT")))
