"""The requests that a live server is at work on: none may be answered out of the next test's village."""

import threading
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started


class UnderWay:
    """Counts requests by Django's own signals; those of Django's test client are no server's, and may never end."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, sender: Any, **_kwargs: Any) -> None:
        if not _is_served(sender):
            return
        with self._changed:
            self._number += 1

    def _end(self, sender: Any, **_kwargs: Any) -> None:
        if not _is_served(sender):
            return
        with self._changed:
            self._number -= 1
            self._changed.notify_all()

    def wait_until_done(self) -> None:
        """Wait until none is left."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._number <= 0, timeout=60), "a request goes on and on"


def _is_served(handler: Any) -> bool:
    return isinstance(handler, type) and issubclass(handler, WSGIHandler)
