"""A village with French, and an article sent for translation."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from demo.factories import make_article, make_edition, make_village
from dorpskrant.models import ArticlePage
from villages.models import Village
from villages.scope import scoped


@pytest.fixture(scope="module")
def molenkouter(module_db: None) -> int:
    return make_village("Molenkouter", languages=["nl", "fr", "de"]).pk


@pytest.fixture
def village(molenkouter: int, db: None) -> Iterator[Village]:
    """Molenkouter, in Dutch, French and German; the test runs inside it."""
    village = Village.objects.get(pk=molenkouter)
    with scoped(village.scope()):
        yield village


@pytest.fixture
def article(village: Village) -> ArticlePage:
    """A live Dutch article."""
    return make_article(make_edition(village), byline="Rita Boels")


@pytest.fixture
def sent(article: ArticlePage) -> Translation:
    """The article's translation into French, still to be made."""
    translate_object(article, [Locale.objects.get(language_code="fr")])
    return Translation.objects.get(source__object_id=article.translation_key, target_locale__language_code="fr")


class Machine(ThreadingHTTPServer):
    """A translation service on this machine; `answer` makes (status, JSON) of what was asked."""

    asked: list[tuple[dict[str, str], Any]]
    answer: Callable[[Any], tuple[int, Any]]


class Handler(BaseHTTPRequestHandler):
    server: Machine

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        data = json.loads(body) if "json" in self.headers["Content-Type"] else parse_qs(body)
        self.server.asked.append((dict(self.headers), data))
        status, answer = self.server.answer(data)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A translation service that listens."""
    server = Machine(("127.0.0.1", 0), Handler)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
