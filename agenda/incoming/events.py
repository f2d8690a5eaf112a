"""What a calendar of others says, as plain data."""

from dataclasses import dataclass, field

from agenda.recurrence import Rule
from agenda.schedule import Change


class UnreadableError(Exception):
    """A whole file that is no calendar, or more than is read; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SkippedError(Exception):
    """One event that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One event of a calendar. `facts` holds the fields of an event page that the calendar tells, and no others.

    `expanded` where its rule goes beyond what a `Rule` says: it is a list of the coming dates then, to be read again later.
    """

    uid: str
    facts: dict[str, str | bool]
    rule: Rule
    changes: tuple[Change, ...] = ()
    expanded: bool = False


@dataclass(frozen=True)
class Skipped:
    """An event that is not taken, and why: `code` is one of `agenda.incoming.reports.REASONS`."""

    uid: str
    title: str
    code: str


@dataclass(frozen=True)
class Reading:
    """All that a file says."""

    events: list[Incoming] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
