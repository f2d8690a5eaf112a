"""Redis as a cache that may go away: then nothing is found and nothing is kept, and pages are made as without it."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

RETRY_SECONDS = 1.0
MOST_OWED = 10_000  # keys; with more, all is dropped
log = logging.getLogger(__name__)


class PatientRedisCache(RedisCache):
    """Django's cache in Redis that answers as an empty one while Redis is away.

    What was changed or deleted meanwhile is deleted as soon as Redis is back: nothing that was ended then comes to life again.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._away_until = 0.0
        self._owed: set[str] = set()
        self._lock = threading.Lock()

    def _try(self, ask: Callable[[], Any], otherwise: Any, *written: str) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                if self._owed:
                    self._pay()
                return ask()
            except (RedisError, OSError) as error:
                self._away_until = time.monotonic() + RETRY_SECONDS
                log.error("Redis does not answer: %s", error)
        with self._lock:
            self._owed.update(written)
        return otherwise

    def _pay(self) -> None:
        with self._lock:
            if len(self._owed) > MOST_OWED:
                self._cache.clear()
            else:
                self._cache.delete_many(list(self._owed))
            self._owed.clear()

    def _key(self, key: Any, version: Any) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """Say that it was added, also where it could not be kept: who asks goes on."""
        return bool(self._try(lambda: super(PatientRedisCache, self).add(key, value, timeout, version), True))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """Give what is kept."""
        return self._try(lambda: super(PatientRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """Keep something."""
        self._try(
            lambda: super(PatientRedisCache, self).set(key, value, timeout, version),
            None,
            self._key(key, version),
        )

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """Keep something longer."""
        return bool(self._try(lambda: super(PatientRedisCache, self).touch(key, timeout, version), False))

    def delete(self, key: Any, version: Any = None) -> bool:
        """Drop something."""
        return bool(
            self._try(lambda: super(PatientRedisCache, self).delete(key, version), False, self._key(key, version))
        )

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        """Give what is kept of these."""
        wanted = list(keys)
        found: dict[Any, Any] = self._try(lambda: super(PatientRedisCache, self).get_many(wanted, version), {})
        return found

    def has_key(self, key: Any, version: Any = None) -> bool:
        """Tell whether something is kept."""
        return bool(self._try(lambda: super(PatientRedisCache, self).has_key(key, version), False))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """Count; while Redis is away a count is not there.

        Raises:
            ValueError: there is no such count.
        """
        value = self._try(lambda: super(PatientRedisCache, self).incr(key, delta, version), None)
        if value is None:
            raise ValueError(f"Key '{key}' not found")
        return int(value)

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> list[Any]:
        """Keep several."""
        keys = [self._key(key, version) for key in data]
        failed: list[Any] = self._try(
            lambda: super(PatientRedisCache, self).set_many(data, timeout, version), list(data), *keys
        )
        return failed

    def delete_many(self, keys: Any, version: Any = None) -> None:
        """Drop several."""
        names = list(keys)
        self._try(
            lambda: super(PatientRedisCache, self).delete_many(names, version),
            None,
            *(self._key(key, version) for key in names),
        )

    def clear(self) -> None:
        """Drop everything."""
        self._try(lambda: super(PatientRedisCache, self).clear(), None)
