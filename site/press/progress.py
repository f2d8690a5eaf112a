"""How far a job is: the press says it as it goes, whoever waits may listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int], None]

_listener: ContextVar[Listener | None] = ContextVar("press_listener", default=None)


def announce(stage: str, done: int = 0, total: int = 0) -> None:
    """Says which stage has begun ("photos", "pages", "pictures", "search"); ``done`` of ``total`` where it can be counted."""
    listener = _listener.get()
    if listener is not None:
        listener(stage, done, total)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Hands every announcement made inside the block to ``listener``."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
