"""Files with byte ranges, so that a listener can jump in a recording (RFC 9110, sections 13 and 14)."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

CHUNK_BYTES = 64 * 1024
_ONE_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


def ranged_file_response(
    request: HttpRequest, file: Any, *, content_type: str, etag: str, last_modified: dt.datetime
) -> HttpResponseBase:
    """Give an open file whole (200), one range of it (206), or what the reader already has (304).

    Args:
        file: open for reading bytes, with `size`; it is closed with the response.
        etag: with its quotes.
        last_modified: aware.

    A range outside the file gets 416. More ranges in one request are answered with the whole file, as the RFC allows.
    """
    modified = int(last_modified.timestamp())
    unchanged = get_conditional_response(request, etag, modified)
    if unchanged is not None:
        file.close()
        return _describe(unchanged, etag, modified)
    size = file.size
    wanted = _ONE_RANGE.match(request.headers.get("Range", "")) if _range_still_holds(request, etag, modified) else None
    if wanted is None or wanted.groups() == ("", ""):
        response: HttpResponseBase = FileResponse(file, content_type=content_type)
        response.headers["Content-Length"] = str(size)
        return _describe(response, etag, modified)
    first, last = _bounds(wanted[1], wanted[2], size)
    if first > last:
        file.close()
        refusal = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _describe(refusal, etag, modified)
    response = StreamingHttpResponse(_read(file, first, last), status=206, content_type=content_type)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return _describe(response, etag, modified)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Give the first and last byte of a range; the first comes after the last where nothing of the file is in it."""
    if first == "":
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1


def _range_still_holds(request: HttpRequest, etag: str, modified: int) -> bool:
    """Say whether the condition of `If-Range` holds (RFC 9110, section 13.1.5); without the header it does."""
    condition = request.headers.get("If-Range")
    if request.method != "GET":
        return False
    if condition is None:
        return True
    return condition == etag or parse_http_date_safe(condition) == modified


def _describe(response: HttpResponseBase, etag: str, modified: int) -> HttpResponseBase:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    if isinstance(response, HttpResponseNotModified):
        response.headers.pop("Content-Type", None)
    return response


def _read(file: Any, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
