"""A notice without consent for the web is nowhere: its words are looked for in everything that a visitor can ask for."""

import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Locale, Page

from demo.factories import home_of, make_article, make_edition, make_event, make_image, make_notice, make_village
from dorpskrant.consent import withdraw
from dorpskrant.models import EditionPage, FamilyNotice
from dorpskrant.models.consent import Consented
from villages.scope import scoped

pytestmark = pytest.mark.django_db
MARKER = "Zwaluwstaartje"
LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|<loc>([^<]+)</loc>|srcset=["']([^"' ]+)""")
FAR_MONTH = re.compile(r"/maand/20(?:25|27|28|29)-")  # the months look alike, and notices have none
NOT_PUBLIC = ("/admin/", "/django-admin/", "/static/")


@pytest.fixture
def village(db):
    """A village in two languages, with something of everything."""
    village = make_village("Molenkouter", languages=("nl", "fr"))
    edition = make_edition(village)
    make_article(edition)
    make_event(village)
    return village


def plant(village) -> FamilyNotice:
    edition = EditionPage.objects.descendant_of(home_of(village)).get(title="Winter 2026")
    portrait = make_image(village, MARKER, name=f"{MARKER}.jpg", description=MARKER)
    notice = make_notice(
        edition, names=f"{MARKER} Claes", text=f"Lief {MARKER}", place=MARKER, portrait=portrait, consent_web=False
    )
    french = EditionPage.objects.get(pk=edition.pk).copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    french.save_revision().publish()
    portrait.get_rendition("fill-200x240|format-jpeg")
    return notice


def allow(notice: FamilyNotice) -> None:
    for name in ("agreed_by", "agreed_on", "agreed_how"):
        setattr(notice, f"web_{name}", getattr(notice, f"paper_{name}"))
    notice.consent_web = True
    notice.save()


def addresses(patterns: list, prefix: str = "") -> Iterator[str]:
    """Every address of the resolver that takes no arguments."""
    for entry in patterns:
        route = str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, prefix + route)
        elif isinstance(entry, URLPattern):
            path = "/" + (prefix + route).replace("^", "").replace("\\Z", "").replace("$", "").replace("\\.", ".")
            if not re.search(r"[<(\[]", path) and not path.startswith(NOT_PUBLIC):
                yield path


def page_forms() -> Iterator[str]:
    """Every live page, and each of its other forms."""
    for page in Page.objects.live().filter(depth__gt=1).specific():
        url = page.get_url()
        if not url:
            continue
        path = urlsplit(url).path
        yield path
        for form in page.alternates() if hasattr(page, "alternates") else ():
            yield urlsplit(form.href).path
        if isinstance(page, RoutablePageMixin):
            for pattern in page.get_subpage_urls():
                route = str(pattern.pattern).replace("^", "").replace("$", "").replace("\\.", ".")
                if "<" not in route and "(" not in route:
                    yield path + route.lstrip("/")


def text_of(response) -> str:
    data = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if kind.startswith("image/") and "svg" not in kind:
        return ""
    return data.decode("utf-8", "replace")


def everything_public(village, client) -> dict[str, str]:
    """Walk the resolver, the pages with their other forms, and every address that any of them names."""
    with scoped(village.scope()):
        waiting = [*addresses(get_resolver("config.urls").url_patterns), *page_forms()]
    waiting += [f"/zoeken/?q={MARKER}", f"/fr/zoeken/?q={MARKER}"]
    seen: dict[str, str] = {}
    while waiting:
        url = waiting.pop()
        if url in seen or url.startswith(NOT_PUBLIC) or FAR_MONTH.search(url):
            continue
        response = client.get(url)
        body = text_of(response) if response.status_code == 200 else ""
        seen[url] = body
        host = village.site.hostname
        if response.status_code in (301, 302):
            body = f'href="{response.headers["Location"]}"'
        for found in LINK.findall(body):
            target = urlsplit(urljoin(f"http://{host}{url}", unescape(next(part for part in found if part))))
            if target.hostname == host and target.scheme in ("http", "https"):
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
        assert len(seen) < 1500, "the walk goes round in circles"
    return seen


def mentions(found: dict[str, str], marker: str = MARKER) -> set[str]:
    """Where the marker stands in what was answered; what a visitor typed herself does not count."""
    echo = re.compile(r"zoeken/")
    return {
        url
        for url, body in found.items()
        if marker.lower() in (body if not echo.search(url) else _without_echo(body, marker)).lower()
        or (marker.lower() in url.lower() and not echo.search(url) and body != "" and "/media/" in url)
    }


def _without_echo(body: str, marker: str) -> str:
    results = re.search(r"<main.*?</main>", body, re.S)
    assert results is not None
    text = re.sub(rf"""value=["']{marker}["']""", "", results[0])
    text = re.sub(r"<(h1|p|title)[^>]*>[^<]*</\1>", "", text)
    return re.sub(r"[?&]q=[^\"' ]*", "", text)


def test_a_notice_without_consent_for_the_web_is_nowhere(village, visit):
    notice = plant(village)
    client = visit(village)
    found = everything_public(village, client)
    for known in ("/", "/fr/", "/dorpskrant/winter-2026/", "/dorpskrant/winter-2026/papier.pdf", "/sitemap.xml"):
        assert found.get(known), known
    assert any(url.endswith("rss.xml") for url in found)
    assert any("/fr/" in url and url.endswith("papier.pdf") for url in found)
    assert mentions(found) == set()
    portrait = notice.portrait
    files = [portrait.file.url, *(rendition.url for rendition in portrait.renditions.all())]
    assert [client.get(url).status_code for url in files] == [404] * len(files)

    allow(notice)  # the walk would find it: it can fail
    shown = mentions(everything_public(village, client))
    assert {"/", "/dorpskrant/winter-2026/", "/dorpskrant/winter-2026/papier.pdf"} <= shown
    assert any(url.startswith("/fr/") for url in shown)
    assert any("/media/" in url for url in shown) or client.get(files[0]).status_code == 200

    withdraw(notice, Consented.WEB)
    assert mentions(everything_public(village, client)) == set()
    assert [client.get(url).status_code for url in files] == [404] * len(files)


def test_pages_with_family_notices_ask_search_engines_to_pass_by(village, visit):
    plant(village)
    client = visit(village)
    page = client.get("/dorpskrant/winter-2026/").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert client.get("/dorpskrant/winter-2026/papier.pdf").headers["X-Robots-Tag"] == "noindex"
    assert "winter-2026/<" not in client.get("/sitemap.xml").content.decode()
