"""Which requests may be answered from kept pages, and what tells two addresses apart."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings

MAX_PATH = 400  # characters; no page of a village has a longer address
MAX_HOST = 260
MAX_QUERY = 1000
UNKEPT = ("/admin/", "/documents/", "/media/")  # the editors' own; private; large, and immutable in the browser
TRACKING = frozenset({"fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref"})
_parameters: dict[str, frozenset[str]] = {}


class PageKey(NamedTuple):
    """An address as the page cache tells it apart. The path carries the language, the host the village."""

    secure: bool
    host: str
    path: str
    query: str


def register_parameter(name: str, values: Iterable[str]) -> None:
    """Say, in `ready()`, that pages read a parameter and which values it can have; others are never kept."""
    _parameters[name] = frozenset(values)


def key_of(environ: dict[str, Any]) -> PageKey | None:
    """Give the key of a request (PEP 3333) that every visitor gets the same answer to; None for any other."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    if (
        "HTTP_AUTHORIZATION" in environ
        or "HTTP_RANGE" in environ
        or environ.get("CONTENT_LENGTH") not in (None, "", "0")
    ):
        return None
    cookies = environ.get("HTTP_COOKIE")
    if cookies and (settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies):
        return None
    host, path = environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    if not host or len(host) > MAX_HOST or len(path) > MAX_PATH or path.startswith(UNKEPT):
        return None
    query = environ.get("QUERY_STRING", "")
    known = _known_query(query) if query else ""
    return None if known is None else PageKey(_is_secure(environ), host, path, known)


def _known_query(query: str) -> str | None:
    """Give the parameters that pages read; None where there is one that a kept page cannot answer."""
    if len(query) > MAX_QUERY:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=10)
    except ValueError:
        return None
    kept: dict[str, str] = {}
    for name, value in pairs:
        if name in TRACKING or name.startswith("utm_"):
            continue
        if name in kept or value not in _parameters.get(name, ()):
            return None
        kept[name] = value
    return urlencode(sorted(kept.items()))


def _is_secure(environ: dict[str, Any]) -> bool:
    """Tell whether Django takes the request for https."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return bool(environ[name].split(",", 1)[0].strip() == secure)
    return bool(environ.get("wsgi.url_scheme") == "https")
