"""Photos and recordings, each only at its own village's host."""

import datetime as dt
import mimetypes
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core.byte_ranges import ranged_file_response
from core.uploads import village_prefix

SHOWN_IN_PLACE = ("image/", "audio/")
NEVER_IN_PLACE = {"image/svg+xml"}
# Documents may be private: wagtaildocs_serve asks. What residents sent in is for the editors alone, and so is what was printed.
THROUGH_THEIR_OWN_VIEW = ("villagedocument", "submissionphoto", "printedpaper")

Guard = Callable[[str], bool | None]  # path -> None: nothing to say; else whether the public may see it today
_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Let an app say of a file whether it may be public; it does so once, in `ready()`."""
    _guards.append(guard)


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give a file of this host's village, whole or a range of it.

    Names hold 64 random bits and never change their content, so browsers may keep what they have.

    Raises:
        Http404: it is not there, or not this village's.
    """
    if not _may_see(request, path):
        raise Http404
    verdicts = [guard(path) for guard in _guards]
    if False in verdicts and not request.user.has_perm("wagtailadmin.access_admin"):  # type: ignore[union-attr]
        raise Http404
    try:
        file, modified = _opened(path)
    except (SuspiciousFileOperation, FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = ranged_file_response(
        request, file, content_type=kind, etag=f'"{file.size:x}-{int(modified.timestamp()):x}"', last_modified=modified
    )
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if verdicts.count(None) == len(verdicts) else "private, no-cache"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'"
    )
    if not kind.startswith(SHOWN_IN_PLACE) or kind in NEVER_IN_PLACE:
        response.headers["Content-Disposition"] = "attachment"
    return response


def _opened(path: str) -> tuple[Any, dt.datetime]:
    """Open a file of the storage; of one in a bucket only what is read comes over the network."""
    if hasattr(default_storage, "stream"):
        file = default_storage.stream(path)
        return file, file.modified
    return default_storage.open(path), default_storage.get_modified_time(path)


def _may_see(request: HttpRequest, path: str) -> bool:
    if any(f"/{kind}/" in f"/{path}" for kind in THROUGH_THEIR_OWN_VIEW):
        return False
    village = request.village  # type: ignore[attr-defined]
    if village is None:
        return bool(request.user.is_superuser)  # type: ignore[union-attr]
    return path.startswith(village_prefix(village.collection))
