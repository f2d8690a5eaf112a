"""Letters to a real mail server."""

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage

from nieuwsbrief.transport import Rejected, SmtpTransport
from tests.production.servers import free_port


class Post:
    """A mail server that knows one address, and no letters with a bomb in them."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address != "jo@example.be":
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if b"bom" in envelope.content:
            return "554 no"
        self.taken.append(envelope.content)
        return "250 taken"


@pytest.fixture
def post(settings):
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield post
    controller.stop()


def letter(to="jo@example.be", body="Dag\n.punt\n..twee punten\n"):
    return EmailMessage("Nieuws", body, "Lindehoek <krant@example.be>", [to])


def test_the_server_has_a_letter_only_after_the_last_moment(post):
    transport = SmtpTransport()
    order = []
    transport.give(letter(), lambda: order.append(len(post.taken)))
    assert order == [0]
    assert b"\r\n.punt\r\n..twee punten" in post.taken[0]
    transport.close()


def test_a_letter_that_stops_in_its_last_moment_was_never_given(post):
    transport = SmtpTransport()

    def die():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transport.give(letter(), die)
    transport.give(letter(body="nog een"), lambda: None)  # the connection is opened again
    assert len(post.taken) == 1
    transport.close()


def test_a_rejection_says_why_and_the_next_letter_goes(post):
    transport = SmtpTransport()
    for refused in (letter(to="weg@example.be"), letter(body="bom")):
        with pytest.raises(Rejected) as caught:
            transport.give(refused, lambda: None)
        assert not caught.value.for_now
    transport.give(letter(), lambda: None)
    assert len(post.taken) == 1
    transport.close()


def test_no_server_is_an_oserror(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError):
        SmtpTransport().give(letter(), lambda: None)
