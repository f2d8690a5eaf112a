"""What every page of a village needs, kept in this process while the village's token is the same (villages/versions.py).

Each time somebody gets a copy of his own: nothing that one request does to it is seen by another one. Inside a transaction
nothing is taken from here, since what it wrote has no new token yet.
"""

import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from .versions import VersionsGoneError, tokens

LIFETIME_SECONDS = 600  # even where nothing is known to have changed
MAX_BYTES = 16 * 1024 * 1024
T = TypeVar("T")
Key = tuple[int, str]


class Memory:
    """Made things by village and name, those asked for least recently dropped first. Safe for threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.bytes = max_bytes, 0
        self._kept: OrderedDict[Key, tuple[dict[int, bytes], float, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, now: dict[int, bytes]) -> bytes | None:
        """Give what was made under the tokens of now, if its time has not passed."""
        with self._lock:
            made_under, until, made = self._kept.get(key, ({}, 0.0, b""))
            if made_under != now or time.monotonic() >= until:
                return None
            self._kept.move_to_end(key)
            return made

    def put(self, key: Key, now: dict[int, bytes], made: bytes) -> None:
        """Keep what was made under these tokens; make room for it."""
        with self._lock:
            _tokens, _until, old = self._kept.pop(key, ({}, 0.0, b""))
            self.bytes += len(made) - len(old)
            self._kept[key] = (now, time.monotonic() + LIFETIME_SECONDS, made)
            while self.bytes > self.max_bytes:
                _key, (_tokens, _until, dropped) = self._kept.popitem(last=False)
                self.bytes -= len(dropped)


_memory = Memory(MAX_BYTES)


def remembered(site: int, name: str, make: Callable[[], T]) -> T:
    """Give what `make` gives for a village (by site), made once for as long as nothing changes in that village."""
    if connection.in_atomic_block:
        return make()
    try:
        now = tokens([site])  # from before it looks: what changes meanwhile makes this old
    except VersionsGoneError:
        return make()
    made = _memory.get((site, name), now)
    if made is None:
        value: Any = make()
        _memory.put((site, name), now, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        return value  # type: ignore[no-any-return]
    return pickle.loads(made)  # type: ignore[no-any-return]  # noqa: S301  (this process wrote it itself)
