"""The requests that a live server is at work on: none may be answered out of the next test's village."""

import threading
from typing import Any

from django.core.signals import request_finished, request_started


class UnderWay:
    """Counts requests by Django's own signals."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_kwargs: Any) -> None:
        with self._changed:
            self._number += 1

    def _end(self, **_kwargs: Any) -> None:
        with self._changed:
            self._number -= 1
            self._changed.notify_all()

    def wait_until_done(self) -> None:
        """Wait until none is left."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._number <= 0, timeout=60), "a request goes on and on"
