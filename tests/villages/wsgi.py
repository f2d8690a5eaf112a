"""A visitor in front of the page cache: asks as a web server does, without Django's own client."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from tests.production import running
from villages.models import Village
from villages.page_cache import PageCache
from villages.scope import NOTHING, scoped


@contextmanager
def _the_tests_connection() -> Iterator[None]:
    """Keep the connection open over requests, as Django's test client does: the test's transaction lives in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@dataclass
class Answer(running.Answer):
    queries: int = 0

    @property
    def stored(self) -> bool:
        return self.headers.get("cache-status", "").endswith("stored")


class Front:
    """The application as `config.wsgi` puts it together."""

    def __init__(self) -> None:
        self.cache = PageCache(WSGIHandler())

    def get(self, village: Village | str, path: str, method: str = "GET", **environ: Any) -> Answer:
        host = village if isinstance(village, str) else village.site.hostname
        path, _mark, query = path.partition("?")
        started: list[Any] = []
        request = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": host,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **environ,
        }
        with CaptureQueriesContext(connection) as caught, scoped(NOTHING), _the_tests_connection():
            response = self.cache(request, lambda *args: started.append(args))
            body = b"".join(response)
            getattr(response, "close", lambda: None)()
        status, headers = started[-1][:2]
        return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, body, len(caught))
