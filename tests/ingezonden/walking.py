"""Everything that a visitor can ask of a village, through the page cache: routes with their arguments, pages with their other
forms, and every address that any of them names."""

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pikepdf
from pypdf import PdfReader
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from tests.isolation.routes import every_route, fillings
from tests.isolation.world import Furnished, owned_models
from tests.villages.wsgi import Answer, Front
from villages.models import Village
from villages.scope import scoped

LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|<(?:loc|link|guid)>([^<]+)</|"(https?://[^"]+)\"""")
SRCSET = re.compile(r"""srcset=["']([^"']+)["']""")
FAR_MONTH = re.compile(r"/maand/20(?:25|27|28|29)-")  # the months look alike, and there is no end to them
NOT_PUBLIC = ("/admin/", "/django-admin/", "/static/")
MOST = 3000  # addresses


def everything_public(village: Village, front: Front) -> dict[str, Answer]:
    """Ask for all of it, each address once; gives the answers."""
    waiting = list(known_addresses(village))
    found: dict[str, Answer] = {}
    while waiting:
        url = waiting.pop()
        if url in found or url.startswith(NOT_PUBLIC) or FAR_MONTH.search(url):
            continue
        path, mark, query = url.partition("?")
        answer = found[url] = front.get(village, unquote(path) + mark + query)
        assert answer.status < 500, (url, answer.status)
        waiting += _named_in(answer, url, village.site.hostname)
        assert len(found) < MOST, "the walk goes round in circles"
    return found


def known_addresses(village: Village) -> Iterator[str]:
    """Give the resolver's addresses filled in with the village's own rows, and its pages with their other forms."""
    with scoped(village.scope()):
        pages = {str(page.pk): page for page in Page.objects.filter(depth__gt=1).specific()}
        rows = {m._meta.label: list(m._default_manager.values_list("pk", flat=True)) for m in owned_models()}
        furnished = Furnished(village, {}, pages, rows)
        for route in every_route():
            if not f"/{route.template}".startswith(NOT_PUBLIC):
                yield from (route.path(values) for values in fillings(route, furnished))
        for page in pages.values():
            yield from _forms_of(page)


def _forms_of(page: Any) -> Iterator[str]:
    url = page.get_url()
    if not url:
        return
    path = urlsplit(url).path
    yield path
    for form in page.alternates() if hasattr(page, "alternates") else ():
        yield urlsplit(form.href).path
    if isinstance(page, RoutablePageMixin):
        for pattern in page.get_subpage_urls():
            route = str(pattern.pattern).replace("^", "").replace("$", "").replace("\\.", ".")
            if "<" not in route and "(" not in route:
                yield path + route.lstrip("/")


def _named_in(answer: Answer, url: str, host: str) -> Iterator[str]:
    body = answer.body.decode("utf-8", "replace") if _is_text(answer) else ""
    names = [next(part for part in parts if part) for parts in LINK.findall(body)]
    names += [part.split()[0] for parts in SRCSET.findall(body) for part in parts.split(",") if part.strip()]
    names += [answer.headers["location"]] if "location" in answer.headers else []
    for name in names:
        target = urlsplit(urljoin(f"http://{host}{url}", unescape(name)))
        if target.hostname == host and target.scheme in ("http", "https"):
            yield target.path + (f"?{target.query}" if target.query else "")


def _is_text(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "")
    return kind.startswith(("text/", "application/")) and not kind.startswith("application/pdf") or "svg" in kind


def all_of(answer: Answer) -> str:
    """Give everything that an answer holds as text: headers, and the body; of a PDF its words and its insides."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if answer.headers.get("content-type", "").startswith("application/pdf"):
        return f"{head}\n{words_of(answer.body)}\n{insides_of(answer.body)}"
    return f"{head}\n{answer.body.decode('utf-8', 'replace')}\n{answer.body.decode('utf-16-be', 'ignore')}"


def words_of(pdf: bytes) -> str:
    """Give the words on the pages of a PDF, those that are divided at the end of a line made whole."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub("[-\u00ad]\\s*\n\\s*|\u00ad", "", text)


def insides_of(pdf: bytes) -> str:
    """Give what stands in a PDF beside its pages: alternative texts, bookmarks, metadata, attached files."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "\n".join(text for thing in opened.objects for text in _strings(thing))


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif isinstance(thing, pikepdf.Stream):
        yield from _strings_below(thing)
        image = str(thing.get("/Filter", "")) in ("/DCTDecode", "/JPXDecode")
        yield (thing.read_raw_bytes() if image else thing.read_bytes()).decode("utf-8", "replace")
    elif isinstance(thing, pikepdf.Dictionary):
        yield from _strings_below(thing)
    elif isinstance(thing, pikepdf.Array):
        for part in thing:
            if not getattr(part, "is_indirect", False):
                yield from _strings(part)


def _strings_below(thing: Any) -> Iterator[str]:
    for name in thing.keys():  # noqa: SIM118 - a pikepdf dictionary
        part = thing[name]
        if not getattr(part, "is_indirect", False):
            yield from _strings(part)
