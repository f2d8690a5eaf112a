"""A token per village that is another one after each change: what was derived under an older token is not shown any more.

Tokens are never used twice, so nobody has to count. All processes see a new one at once: on one machine through a small file
(reading it costs a microsecond), on several through the cache that they share. `PAGE_CACHE["VERSIONS"]` says which; the file
is for a `default` cache that each process has for itself.
"""

import logging
import os
import threading
import time
from collections.abc import Iterable
from functools import cache as once
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import caches

from .scope import every_village

ALL = 0  # a change outside of every village, which may concern each: no site has this number
BYTES = 8
SLOTS = 65_521  # a prime: numbers at any regular distance get slots of their own
GRACE_SECONDS = 300  # how long the last known tokens go on where the shared cache does not answer
RETRY_SECONDS = 1
_logger = logging.getLogger(__name__)


class VersionsGoneError(Exception):
    """Nobody can say at this moment whether something changed: nothing kept may be shown."""


class Versions(Protocol):
    """Where tokens are kept."""

    def read(self, sites: Iterable[int]) -> dict[int, bytes]:
        """Give the tokens of these villages (by site).

        Raises:
            VersionsGoneError: they cannot be read now.
        """

    def renew(self, site: int) -> None:
        """Give a village, or `ALL`, a new token.

        Raises:
            OSError: it could not be written.
        """


class FileVersions:
    """Tokens in a file that the processes of one machine share, 8 bytes each."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            os.posix_fallocate(self._file, 0, SLOTS * BYTES)  # so that a full disk keeps no token from being written
        except OSError:
            os.ftruncate(self._file, SLOTS * BYTES)

    def read(self, sites: Iterable[int]) -> dict[int, bytes]:
        """Give the tokens of these villages."""
        try:
            return {site: os.pread(self._file, BYTES, _slot(site)) for site in sites}
        except OSError as error:
            raise VersionsGoneError from error

    def renew(self, site: int) -> None:
        """Write another token."""
        os.pwrite(self._file, os.urandom(BYTES), _slot(site))


def _slot(site: int) -> int:
    return site % SLOTS * BYTES


class CacheVersions:
    """Tokens in the cache that processes of several machines share.

    Where it does not answer, the last known tokens go on for some minutes: who could change something needs it to log in.
    """

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}
        self._answered = self._failed = float("-inf")

    def read(self, sites: Iterable[int]) -> dict[int, bytes]:
        """Give the tokens of these villages; one that the cache has lost is made anew."""
        wanted, now = list(sites), time.monotonic()
        if now - self._failed > RETRY_SECONDS:
            try:
                found = self._ask(wanted)
            except Exception:  # whatever the cache's client raises
                _logger.exception("The shared cache does not tell whether villages have changed")
                self._failed = now
            else:
                self._answered = now
                self._known.update(found)
                return found
        if now - self._answered > GRACE_SECONDS or not self._known.keys() >= set(wanted):
            raise VersionsGoneError
        return {site: self._known[site] for site in wanted}

    @staticmethod
    def _ask(sites: list[int]) -> dict[int, bytes]:
        with every_village():  # the cache's keys carry the village of the moment; these are everybody's
            cache = _shared_cache()
            found = cache.get_many([_key(site) for site in sites])
            for site in sites:
                if _key(site) not in found:
                    cache.add(_key(site), os.urandom(BYTES), timeout=None)
                    found[_key(site)] = cache.get(_key(site))
        return {site: found[_key(site)] for site in sites}

    def renew(self, site: int) -> None:
        """Set another token."""
        token = os.urandom(BYTES)
        self._known[site] = token
        try:
            with every_village():
                _shared_cache().set(_key(site), token, timeout=None)
        except Exception as error:
            raise OSError from error


def _shared_cache() -> Any:
    """The cache that says so when it is not there, where one is set apart."""
    return caches["versions" if "versions" in settings.CACHES else "default"]


def _key(site: int) -> str:
    return f"village-version:{site}"


@once
def _versions() -> Versions:
    if settings.PAGE_CACHE["VERSIONS"] == "cache":
        return CacheVersions()
    return FileVersions(Path(settings.PAGE_CACHE["FILE"]))


_owed: set[int] = set()
_owing = threading.Lock()


def tokens(sites: Iterable[int]) -> dict[int, bytes]:
    """Give the tokens of these villages (by site) and of all together.

    Raises:
        VersionsGoneError: they cannot be told now, or a new one still has to be written.
    """
    if _owed:
        _pay()
    return _versions().read({ALL, *sites})


def renew(site: int = ALL) -> None:
    """Say that a village changed, or that any may have. What fails is made good before this process shows anything kept."""
    try:
        _versions().renew(site)
    except OSError:
        _logger.exception("A change could not be told to the other processes")
        with _owing:
            _owed.add(site)


def _pay() -> None:
    with _owing:
        for site in list(_owed):
            try:
                _versions().renew(site)
            except OSError as error:
                raise VersionsGoneError from error
            _owed.discard(site)
