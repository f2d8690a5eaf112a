import datetime as dt
import io

import pytest
from django.core.files.base import File
from django.test import RequestFactory

from core.byte_ranges import ranged_file_response

DATA = bytes(range(256)) * 1000
MODIFIED = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
DATE = "Mon, 23 Nov 2026 10:00:00 GMT"


def ask(method="get", data=DATA, **headers):
    request = getattr(RequestFactory(), method)("/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    file = File(io.BytesIO(data), "verhaal.mp3")
    return ranged_file_response(request, file, content_type="audio/mpeg", etag='"abc"', last_modified=MODIFIED)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_file_says_that_ranges_are_welcome():
    response = ask()
    assert (response.status_code, body(response)) == (200, DATA)
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["ETag"] == '"abc"'
    assert response.headers["Last-Modified"] == DATE
    assert response.headers["Content-Length"] == "256000"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=255990-", 255990, 255999),
        ("bytes=-5", 255995, 255999),
        ("bytes=-999999999", 0, 255999),
        ("bytes=100-999999999", 100, 255999),
        ("Bytes=0-0", 0, 0),
    ],
)
def test_one_range_is_given(asked, first, last):
    response = ask(Range=asked)
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/256000"
    assert response.headers["Content-Length"] == str(last - first + 1)
    assert body(response) == DATA[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=999999999999-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused_with_its_size(asked):
    response = ask(Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */256000"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=",
        "bytes=-",
        "bytes=9-2",
        "bytes=a-b",
        "lines=1-2",
        "bytes=0-1,4-5",
        "bytes=٣-٤",
        "bytes=" + "9" * 6000 + "-",
    ],
)
def test_a_range_that_makes_no_sense_gives_the_whole_file(asked):
    response = ask(Range=asked)
    assert (response.status_code, response.headers["Content-Length"]) == (200, "256000")


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ('"abc"', 206),
        ('"other"', 200),
        ('W/"abc"', 200),
        (DATE, 206),
        ("Mon, 23 Nov 2026 09:59:59 GMT", 200),
        ("x", 200),
    ],
)
def test_if_range_decides_between_the_range_and_the_new_file(condition, status):
    assert ask(Range="bytes=0-9", If_Range=condition).status_code == status


def test_a_reader_who_has_the_file_gets_nothing_again():
    response = ask(If_None_Match='"abc"')
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == '"abc"'
    assert ask(If_Modified_Since=DATE).status_code == 304


def test_head_tells_the_size_and_sends_no_body():
    response = ask("head", Range="bytes=0-9")
    assert (response.status_code, body(response)) == (200, b"")
    assert response.headers["Content-Length"] == "256000"


def test_any_range_of_an_empty_file_lies_outside_it():
    assert ask(data=b"", Range="bytes=0-").status_code == 416


def test_the_file_is_closed_even_when_nobody_reads_the_answer(monkeypatch):
    # Closing an answer announces the end of a request, at which Django tidies its database connections.
    monkeypatch.setattr("django.http.response.signals.request_finished.send", lambda **_: None)
    request = RequestFactory().get("/", headers={"Range": "bytes=0-9"})
    file = File(io.BytesIO(DATA), "verhaal.mp3")
    ranged_file_response(request, file, content_type="audio/mpeg", etag='"abc"', last_modified=MODIFIED).close()
    assert file.closed
