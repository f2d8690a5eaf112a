"""Giving a letter to the mail server, with a word in the last moment before it is given."""

import smtplib
import socket
from collections.abc import Callable
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

TEMPORARY = range(400, 500)  # RFC 5321, section 4.2.1: try again later


class Rejected(Exception):
    """The mail server did not take a letter. `code` is its answer (RFC 5321), `said` its words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"{code} {said}")
        self.code, self.said = code, said

    @property
    def for_now(self) -> bool:
        """Whether it may take it later."""
        return self.code in TEMPORARY


class Transport(Protocol):
    """A way to give letters away."""

    def give(self, message: EmailMessage, last_moment: Callable[[], None]) -> None:
        """Give one letter; calls `last_moment` when all but the end has been said.

        Raises:
            Rejected: it was not taken. OSError: the server is not there, or went away.
        """

    def close(self) -> None:
        """Say goodbye."""


class BackendTransport:
    """Any of Django's mail backends, for development and tests."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def give(self, message: EmailMessage, last_moment: Callable[[], None]) -> None:
        """Give one letter."""
        message.recipients()
        last_moment()
        self._connection.send_messages([message])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class SmtpTransport:
    """A mail server (RFC 5321): one connection for many letters, opened again when it was lost."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def _connection(self) -> smtplib.SMTP:
        if self._smtp is None:
            kind: Any = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
            smtp = kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT or 60)
            if settings.EMAIL_USE_TLS:
                smtp.starttls()
            if settings.EMAIL_HOST_USER:
                smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            smtp.ehlo_or_helo_if_needed()
            # The dot is a small packet of its own: Nagle (RFC 896) would hold it back some 40 ms for every letter.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[union-attr]
            self._smtp = smtp
        return self._smtp

    def give(self, message: EmailMessage, last_moment: Callable[[], None]) -> None:
        """Give one letter: envelope, text, the word in the last moment, then the dot that makes it the server's."""
        try:
            smtp = self._connection()
            self._expect(smtp.mail(_address(message.from_email)), 250)
            self._expect(smtp.rcpt(message.to[0]), 250, 251)
            smtp.putcmd("data")
            self._expect(smtp.getreply(), 354)
            letter: Any = message.message()
            smtp.send(_dotted(letter.as_bytes(linesep="\r\n")))
            last_moment()
            smtp.send(b".\r\n")
            self._expect(smtp.getreply(), 250)
        except Rejected:
            if self._smtp is not None:
                self._smtp.rset()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            if isinstance(error, smtplib.SMTPResponseException):
                raise Rejected(error.smtp_code, str(error.smtp_error)) from error
            raise OSError(str(error)) from error
        except BaseException:
            self.close()  # in the middle of a letter: without the dot the server forgets it
            raise

    @staticmethod
    def _expect(reply: tuple[int, bytes], *codes: int) -> None:
        if reply[0] not in codes:
            raise Rejected(reply[0], reply[1].decode("utf-8", "replace")[:200])

    def close(self) -> None:
        """End the connection."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def open_transport() -> Transport:
    """Give the transport that the settings ask for."""
    return SmtpTransport() if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else BackendTransport()


def _address(written: str) -> str:
    return written.rsplit("<", 1)[-1].rstrip("> ")


def _dotted(data: bytes) -> bytes:
    """Double the dots at the beginning of lines (RFC 5321, section 4.5.2) and end with a line end."""
    dotted = (b"." + data if data.startswith(b".") else data).replace(b"\r\n.", b"\r\n..")
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"
