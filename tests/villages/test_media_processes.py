"""A recording from the web server of the Procfile: a listener jumps in it, and nothing is sent twice."""

import hashlib
import http.client

import pytest

from demo.factories import make_audio
from villages.scope import scoped

DATA = b"ID3\x04\x00\x00\x00\x00\x00\x00" + hashlib.shake_256(b"verhaal").digest(300_000)


@pytest.fixture
def recording(served_village) -> str:
    with scoped(served_village.scope()):
        return make_audio(served_village, data=DATA, name="verhaal.mp3").url


def ask(port: int, address: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, address, headers={"Host": "lindehoek.localhost", **names})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def test_a_listener_jumps_in_a_recording_behind_the_web_server(port, recording):
    status, headers, body = ask(port, recording)
    assert (status, body) == (200, DATA)
    assert headers["Accept-Ranges"] == "bytes"
    assert "immutable" in headers["Cache-Control"]
    for asked, first, last in (
        ("0-1", 0, 1),
        ("150000-", 150_000, len(DATA) - 1),
        ("-10", len(DATA) - 10, len(DATA) - 1),
    ):
        status, part, body = ask(port, recording, Range=f"bytes={asked}", If_Range=headers["ETag"])
        assert status == 206
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(DATA)}"
        assert part["Content-Length"] == str(last - first + 1)
        assert "Content-Encoding" not in part
        assert body == DATA[first : last + 1]


def test_a_browser_that_packs_everything_still_gets_its_range(port, recording):
    status, headers, body = ask(port, recording, Range="bytes=5-9", Accept_Encoding="gzip, br")
    assert (status, body) == (206, DATA[5:10])
    assert "Content-Encoding" not in headers


def test_what_the_browser_has_is_not_sent_again(port, recording):
    _status, headers, _body = ask(port, recording, "HEAD")
    assert headers["Content-Length"] == str(len(DATA))
    for condition in ({"If_None_Match": headers["ETag"]}, {"If_Modified_Since": headers["Last-Modified"]}):
        assert ask(port, recording, **condition)[::2] == (304, b"")
    status, headers, _body = ask(port, recording, Range=f"bytes={len(DATA)}-")
    assert (status, headers["Content-Range"]) == (416, f"bytes */{len(DATA)}")
