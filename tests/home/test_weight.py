"""What the front page weighs on its way to a telephone, photos aside: under 60 KB with headers, and something to spare.

`bench/lighthouse.py` measures the same in a browser, from the demo.
"""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from demo.factories import contact_page_of, make_article, make_edition, make_event, make_notice

pytestmark = pytest.mark.django_db
MOST_BYTES = 57 * 1024
FROM_THE_SERVER = 150  # Server, Date, Connection, Content-Encoding, Content-Length, and the status line
OF_A_FILE = 160  # Cache-Control, Last-Modified, ETag, Vary of a static file


def packed(name: str) -> int:
    """Give the bytes of a static file as it is sent."""
    found = finders.find(name)
    assert isinstance(found, str), name
    content = Path(found).read_bytes()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


def headers_of(response) -> int:
    return sum(len(f"{name}: {value}\r\n") for name, value in response.headers.items())


@pytest.fixture
def front(lindehoek):
    contact = contact_page_of(lindehoek)
    contact.contact_name, contact.contact_phone, contact.contact_hours = "Rita", "0470 00 00 12", "elke woensdag"
    contact.save_revision().publish()
    edition = make_edition(lindehoek, intro="Beste lezer, de linde is kaal, maar er komt een bank onder.")
    for number in range(6):
        make_article(edition, title=f"De linde krijgt bank {number}", intro="Sinds vrijdag kun je er zitten. " * 4)
    for kind in ("born", "married", "died"):
        make_notice(edition, kind=kind, names=f"Noor Claes {kind}", text="Welkom in het dorp.")
    for number in range(6):
        make_event(lindehoek, title=f"Koffie met de buren {number}", frequency="weekly")
    return lindehoek


def test_the_front_page_weighs_less_than_it_may_without_its_photos(front, visit):
    response = visit(front).get("/")
    page = response.content.decode()
    weight = len(gzip.compress(response.content, 6)) + headers_of(response) + FROM_THE_SERVER
    files = set(re.findall(r'(?:href|src)="/static/([^"#?]+)', page))
    assert {Path(name).suffix for name in files} == {".css", ".js", ".svg", ".woff2"}
    small = visit(front).get("/dorp.css")
    for name in files:
        weight += packed(name) + headers_of(small) + FROM_THE_SERVER + OF_A_FILE
    for own in (small, visit(front).get("/dorp.svg")):
        weight += len(gzip.compress(own.content)) + headers_of(own) + FROM_THE_SERVER
    assert weight < MOST_BYTES, {name: packed(name) for name in sorted(files)}
    assert len(files) + 3 < 25
