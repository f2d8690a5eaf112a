"""What a page is made of, noted while it is made: whose content it shows, and until when that is true."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import timezone

from .versions import tokens


@dataclass
class Record:
    """The villages that a page showed something of, with the tokens from before it looked, and the moment it gets old."""

    tokens: dict[int, bytes] = field(default_factory=dict)
    until: dt.datetime = field(default_factory=lambda: next_midnight())


_record: ContextVar[Record | None] = ContextVar("page_record", default=None)


@contextmanager
def recording(site: int) -> Iterator[Record]:
    """Note what a page of this village (by site) is made of.

    Raises:
        VersionsGoneError: nobody can say now whether something changes meanwhile.
    """
    record = Record(tokens([site]))
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


def looks_at(sites: Iterable[int]) -> None:
    """Say, before asking for it, that what follows shows something of these villages too (by site)."""
    record = _record.get()
    if record is not None:
        missing = [site for site in sites if site not in record.tokens]
        if missing:
            record.tokens = {**tokens(missing), **record.tokens}  # what was read first counts


def true_until(moment: dt.datetime) -> None:
    """Say that what is shown is true until a moment (aware) and no longer; one that has passed says nothing."""
    record = _record.get()
    if record is not None and timezone.now() < moment < record.until:
        record.until = moment


def next_midnight() -> dt.datetime:
    """Give the next midnight in Europe/Brussels: each page shows the date, and notices end with a day."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min))
