"""Files with byte ranges, so that a listener can jump in a recording (RFC 9110, sections 13 and 14)."""

import datetime as dt
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

CHUNK_BYTES = 64 * 1024
# Figures of ASCII only, and no more of them than any file has bytes: `int` refuses thousands of figures.
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)


class FilePart:
    """The bytes of an open file from `first`, `length` of them, in chunks; closing it closes the file."""

    def __init__(self, file: Any, first: int, length: int) -> None:
        self._file = file
        self._left = length
        if first:
            file.seek(first)

    def __iter__(self) -> "FilePart":
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(min(CHUNK_BYTES, self._left)) if self._left else b""
        if not chunk:
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the file; Django does so with the response, also when nobody read it."""
        self._file.close()


def ranged_file_response(
    request: HttpRequest, file: Any, *, content_type: str, etag: str, last_modified: dt.datetime
) -> HttpResponseBase:
    """Give an open file whole (200), one range of it (206), or what the reader already has (304).

    Args:
        file: open for reading bytes, with `size`; it is closed with the response.
        etag: with its quotes.
        last_modified: aware.

    A range outside the file gets 416. More ranges in one request, and what is no range, are answered with the whole
    file, as the RFC allows. HEAD gets the headers of the whole file.
    """
    modified = int(last_modified.timestamp())
    size: int = file.size
    response = get_conditional_response(request, etag, modified) or _part(request, file, size, etag, modified)
    if not response.streaming:
        file.close()
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = content_type
    return response


def _part(request: HttpRequest, file: Any, size: int, etag: str, modified: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(size)})
    bounds = _bounds(request.headers.get("Range", ""), size) if _range_still_holds(request, etag, modified) else None
    if bounds is None:
        return StreamingHttpResponse(FilePart(file, 0, size), headers={"Content-Length": str(size)})
    first, last = bounds
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(FilePart(file, first, last - first + 1), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def _bounds(asked: str, size: int) -> tuple[int, int] | None:
    """Give the first and last byte of the range that is asked for, None where it is none.

    The first comes after the last where nothing of the file is in the range.
    """
    match = _ONE_RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first == "":
        return max(0, size - int(last)), size - 1 if int(last) else -1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def _range_still_holds(request: HttpRequest, etag: str, modified: int) -> bool:
    """Say whether the condition of `If-Range` holds (RFC 9110, section 13.1.5); without the header it does."""
    condition = request.headers.get("If-Range")
    return condition is None or condition == etag or parse_http_date_safe(condition) == modified
