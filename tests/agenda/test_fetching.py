"""What an editor types as a URL never leads this server to its own network, nor keeps it busy."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from agenda.incoming import fetching
from agenda.incoming.fetching import Fetched, fetch
from agenda.incoming.network import INTERNET, Network, RefusedError, is_public, read_url


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
        "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "", "zavelberg",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet_are_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.191.245.244", "2a00:1450:4013:c00::69"])
def test_public_addresses_are_allowed(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.be/x.ics", "gopher://example.be/", "//example.be/", "example.be", "",
        "http://", "http://user:secret@example.be/", "http://example.be:99999/", "http://[::1/", "javascript:alert(1)",
        f"http://{'a' * 70}.be/",
    ],
)  # fmt: skip
def test_only_plain_http_addresses_are_read(url):
    with pytest.raises(RefusedError) as refused:
        read_url(url)
    assert refused.value.code == "address"


@pytest.mark.parametrize("url", ["http://example.be:8080/", "https://example.be:22/", "https://example.be:80/"])
def test_only_standard_ports_are_asked(url):
    with pytest.raises(RefusedError) as refused:
        fetch(url)
    assert refused.value.code == "address"


def test_webcal_means_https_and_a_spoken_host_becomes_ascii():
    assert (
        read_url("webcal://büro.example.be/a b.ics?x=é").geturl() == "https://xn--bro-hoa.example.be/a%20b.ics?x=%C3%A9"
    )


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "[::ffff:7f00:1]"]
)
def test_this_machine_is_not_reached_whatever_it_is_called(host):
    with pytest.raises(RefusedError) as refused:
        fetch(f"http://{host}/")
    assert refused.value.code in ("private", "unknown_host")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    answers = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args: answers)
    with pytest.raises(RefusedError) as refused:
        fetch("http://example.be/")
    assert refused.value.code == "private"


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args: [(2, 1, 6, "", ("8.8.8.8", 80))])

    def connect(address, timeout):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(RefusedError):
        fetch("http://example.be/")
    assert asked == [("8.8.8.8", 80)]


def test_a_name_that_leads_elsewhere_the_second_time_is_looked_up_once(monkeypatch):
    """DNS rebinding: the name is public when it is checked and this machine when it is asked."""
    looked_up, connected = [], []

    def look_up(*args):
        looked_up.append(args[0])
        address = "8.8.8.8" if len(looked_up) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, 80))]

    def connect(address, timeout):
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(RefusedError):
        fetch("http://rebind.example.be/a.ics")
    assert (looked_up, connected) == (["rebind.example.be"], ["8.8.8.8"])
    with pytest.raises(RefusedError) as refused:
        fetch("http://rebind.example.be/a.ics")
    assert (refused.value.code, connected) == ("private", ["8.8.8.8"])


class HereOnly(Network):
    """The test's own servers and nothing else."""

    def allows(self, address):
        return address == "127.0.0.1"

    def port_of(self, parts):
        return parts.port or 80


@contextmanager
def server(answer):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer(self)

        def log_message(self, *args):
            pass

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}"
    finally:
        serving.shutdown()
        serving.server_close()


def reply(status=200, body=b"", **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def code_of(url):
    with pytest.raises(RefusedError) as refused:
        fetch(url, network=HereOnly())
    return refused.value.code


def test_a_calendar_comes_with_what_the_next_request_needs():
    with server(reply(body=b"BEGIN", ETag='"een"', Last_Modified="Mon, 23 Nov 2026 09:00:00 GMT")) as url:
        assert fetch(url, network=HereOnly()) == Fetched(b"BEGIN", '"een"', "Mon, 23 Nov 2026 09:00:00 GMT")


def test_an_unchanged_calendar_is_not_sent_again():
    seen = {}

    def answer(handler):
        seen.update(handler.headers)
        reply(304)(handler)

    with server(answer) as url:
        assert fetch(url, '"een"', "Mon", network=HereOnly()) == Fetched(None, '"een"', "Mon")
    assert (seen["If-None-Match"], seen["If-Modified-Since"]) == ('"een"', "Mon")


def test_a_redirect_is_followed_and_checked_like_the_first_address():
    with server(reply(body=b"BEGIN")) as end, server(reply(302, Location=f"{end}/x.ics")) as begin:
        assert fetch(begin, network=HereOnly()).body == b"BEGIN"
    for target in ["http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data/"]:
        with server(reply(302, Location=target)) as begin:
            assert code_of(begin) == "private"
    for target in ["file:///etc/passwd", "http://a:b@127.0.0.1/"]:
        with server(reply(302, Location=target)) as begin:
            assert code_of(begin) == "address"


def test_a_redirect_to_a_name_that_leads_home_is_refused(monkeypatch):
    genuine = socket.getaddrinfo
    home = {"thuis.example.be": "192.168.1.1"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: genuine(home.get(host, host), *rest, **more))
    with server(reply(302, Location="http://thuis.example.be/geheim")) as begin:
        assert code_of(begin) == "private"


def test_endless_redirects_end():
    with server(reply(302, Location="/verder")) as url:
        assert code_of(url) == "redirects"


@pytest.mark.parametrize("status", [401, 404, 410, 500, 206])
def test_any_other_answer_is_an_error_with_its_number(status):
    with server(reply(status)) as url, pytest.raises(RefusedError) as refused:
        fetch(url, network=HereOnly())
    assert (refused.value.code, refused.value.detail) == ("status", str(status))


def test_a_file_that_is_too_large_is_refused_packed_or_not(monkeypatch):
    monkeypatch.setattr(fetching, "MAX_BYTES", 10_000)
    with server(reply(body=b"x" * 10_001)) as url:
        assert code_of(url) == "too_large"
    with server(reply(body=gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip")) as url:
        assert code_of(url) == "too_large"
    with server(reply(body=gzip.compress(b"BEGIN"), Content_Encoding="gzip")) as url:
        assert fetch(url, network=HereOnly()).body == b"BEGIN"
    with server(reply(body=b"no gzip", Content_Encoding="gzip")) as url:
        assert code_of(url) == "unreachable"


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_cut_off(monkeypatch, where):
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.6)

    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        if where == "body":
            handler.wfile.write(b"\r\n")
        for _ in range(200):
            handler.wfile.write(b"X-A: b\r\n")
            handler.wfile.flush()
            time.sleep(0.05)

    with server(drip) as url:
        assert code_of(url) == "slow"


def test_what_does_not_answer_or_speaks_no_http_is_unreachable():
    with server(reply()) as url:
        pass
    assert code_of(url) == "unreachable"
    with server(lambda handler: handler.wfile.write(b"hallo\r\n\r\n")) as url:
        assert code_of(url) == "unreachable"


def test_the_internet_is_the_default():
    assert type(INTERNET) is Network
