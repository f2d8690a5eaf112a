"""What a resident takes along: the addresses of everything that a route page shows and plays, with their sizes.

The list follows from the page itself, so that it cannot forget what a template added. What scripts and style sheets ask for
by themselves is not in the page; it stands in `INNER_FILES`, and the typefaces follow from the letters of the page and
of the scripts.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.templatetags.static import static

from .map_data import script_data
from .offline_typefaces import typefaces_for

if TYPE_CHECKING:
    from .models import RoutePage

#: Where scripts import each other by relative address, the name stays as it is also where others get a hash.
SCRIPTS = Path(settings.ROOT) / "site" / "static" / "js" / "routes"
INNER_FILES = (
    "css/routes/leaflet.css",
    "vendor/leaflet/leaflet.css",
    "vendor/leaflet/leaflet.js",
    "sounds/silence.wav",
    "icons.svg",
)
WORKER = SCRIPTS / "offline" / "worker.js"
#: The width at which a photo is taken along, in pixels; the page may ask for others and gets this one.
PHOTO_WIDTH = 800
_TAG = re.compile(r"<(link|script|img|audio)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)=["']([^"']*)["']""")


def offline_files(html: str, words: str = "") -> list[dict[str, Any]]:
    """Give what a page needs of this host: `url`, `kind`, and in `also` the addresses that the same file answers to.

    What scripts write into the page is not in it; its letters stand in `words`.
    """
    return [
        file for file in _all_files(html, words) if file["url"].startswith("/") and not file["url"].startswith("//")
    ]


def _all_files(html: str, words: str) -> Iterator[dict[str, Any]]:
    for tag, inside in _TAG.findall(html):
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
        if tag == "link" and attributes.get("rel") in ("stylesheet", "preload", "icon"):
            yield {"url": attributes.get("href", ""), "kind": "page", "also": []}
        elif tag == "script" and "src" in attributes:
            yield {"url": attributes["src"], "kind": "page", "also": []}
        elif tag == "audio" and "src" in attributes:
            yield {"url": attributes["src"], "kind": "story", "also": []}
        elif tag == "img":
            yield _photo(attributes)
    for name in (*INNER_FILES, *typefaces_for(html + words + _letters_of_scripts())):
        yield {"url": static(name), "kind": "page", "also": []}
    for path in sorted(SCRIPTS.rglob("*.js")):
        name = f"js/routes/{path.relative_to(SCRIPTS).as_posix()}"
        yield {"url": f"{settings.STATIC_URL}{name}", "kind": "page", "also": []}


@cache
def _letters_of_scripts() -> str:
    """Give what the scripts that are taken along can write by themselves, as the minus sign of the map's button."""
    vendor = [
        Path(found) for name in INNER_FILES if name.endswith(".js") and isinstance(found := finders.find(name), str)
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in (*vendor, *sorted(SCRIPTS.rglob("*.js"))))


def _photo(attributes: dict[str, str]) -> dict[str, Any]:
    """Choose one size of a photo; the others are answered with it."""
    sizes: dict[str, int] = {}
    for candidate in filter(None, (part.strip() for part in attributes.get("srcset", "").split(","))):
        url, _space, width = candidate.partition(" ")
        sizes[url] = int(width.rstrip("w")) if width.endswith("w") and width[:-1].isdigit() else 0
    urls = list(dict.fromkeys([*sizes, attributes.get("src", "")]))
    chosen = min(urls, key=lambda url: abs(sizes.get(url, 10**6) - PHOTO_WIDTH))
    kind = "photo" if sizes else "page"
    return {"url": chosen, "kind": kind, "also": [url for url in urls if url != chosen]}


def bytes_of(url: str) -> int:
    """Give the size of one of the site's own files; 0 where it is made when asked for, as the village's colours are."""
    path = unquote(urlsplit(url).path)
    if path.startswith(settings.MEDIA_URL):
        try:
            return default_storage.size(path.removeprefix(settings.MEDIA_URL))
        except OSError:
            return 0
    if not path.startswith(settings.STATIC_URL):
        return 0
    name = path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    try:
        return Path(found).stat().st_size if isinstance(found, str) else staticfiles_storage.size(name)
    except (OSError, NotImplementedError):
        return 0


def offline_manifest(page: "RoutePage", request: HttpRequest) -> dict[str, Any]:
    """Give the version and the files of a live route, as anybody sees it; sizes in bytes.

    The version changes with the published page and with its files, and not with the day that stands above it.
    """
    request.user = AnonymousUser()
    response = page.serve(request)
    html = response.render().content.decode()
    data = json.dumps(script_data(page, request))
    address = page.get_url(request) or ""
    files: dict[str, dict[str, Any]] = {
        url: {"url": url, "kind": "page", "also": [], "bytes": len(text.encode())}
        for url, text in ((address, html), (f"{address}rit.json", data))
    }
    for file in offline_files(html, data):
        if file["url"] not in files:
            files[file["url"]] = {**file, "bytes": bytes_of(file["url"])}
    facts = [
        page.pk,
        page.last_published_at.isoformat() if page.last_published_at else "",
        *((url, file["bytes"]) for url, file in files.items() if url != address),
    ]
    return {
        "version": hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16],
        "scope": address,
        "files": list(files.values()),
        "bytes": sum(file["bytes"] for file in files.values()),
        "stories": sum(file["kind"] == "story" for file in files.values()),
        "photos": sum(file["kind"] == "photo" for file in files.values()),
    }
