"""A series with its changes: what a visitor finds if she goes there.

Plain data, no database: a change concerns the one occurrence that would begin on its day.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agenda.recurrence import Rule, at_wall_clock


class Status(StrEnum):
    """What became of an occurrence."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MOVED = "moved"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One occurrence as it will be held, or will not.

    `day` is the day that the rule gave it. The datetimes are aware, Europe/Brussels; `ends_at` equals `starts_at`
    where no end is told, and is the midnight after the last day where there are no times.
    """

    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False
    status: Status = Status.SCHEDULED
    note: str = ""
    place: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is different about the occurrence of one day: called off, moved, elsewhere, or with a note.

    Whatever is None or empty stays as the series has it; a new start keeps the length.
    """

    day: dt.date
    status: Status = Status.SCHEDULED
    note: str = ""
    place: str = ""
    new_day: dt.date | None = None
    new_start: dt.time | None = None
    new_end: dt.time | None = None
    language: str = ""

    def applied_to(self, rule: Rule, day: dt.date) -> Planned:
        """Give the occurrence of a day with this change made."""
        moment = rule.moment(day)
        if self.status is not Status.MOVED:
            return Planned(
                day=day,
                starts_at=moment.starts_at,
                ends_at=moment.ends_at,
                all_day=moment.all_day,
                status=self.status,
                note=self.note,
                place=self.place,
                language=self.language,
            )
        starts_at, ends_at = self._moved(rule, self.new_day or day)
        return Planned(
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=rule.all_day and self.new_start is None,
            status=Status.MOVED,
            note=self.note,
            place=self.place,
            language=self.language,
        )

    def _moved(self, rule: Rule, new_day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        if self.new_start is None and self.new_end is None:
            moment = rule.moment(new_day)
            return moment.starts_at, moment.ends_at
        start = self.new_start or rule.start
        starts_at = at_wall_clock(new_day, start)
        if self.new_end is not None:
            ends_at = at_wall_clock(new_day, self.new_end)
            return starts_at, ends_at if ends_at >= starts_at else at_wall_clock(next_day(new_day), self.new_end)
        if rule.start is None or rule.end is None:
            return starts_at, starts_at
        length = dt.datetime.combine(new_day + dt.timedelta(days=rule.nights), rule.end)
        length_of_series = length - dt.datetime.combine(new_day, rule.start)
        wall_end = dt.datetime.combine(new_day, start or dt.time.min) + length_of_series
        return starts_at, max(starts_at, at_wall_clock(wall_end.date(), wall_end.time()))


def next_day(day: dt.date) -> dt.date:
    """Give the day after."""
    return day + dt.timedelta(days=1)


def schedule(rule: Rule, changes: Iterable[Change], begin: dt.datetime, end: dt.datetime) -> list[Planned]:
    """Give what is planned in the window from `begin` up to `end` (aware), by start; the cancelled stay in.

    An occurrence that was moved counts where it is now. Changes on days that the rule does not give are passed over.
    Of two changes on one day the last counts.

    Raises:
        RuleError: there would be more than 10,000 occurrences.
    """
    by_day = {change.day: change for change in changes}
    moments = {moment.day: moment for moment in rule.moments(begin, end)}
    given = {day for day in by_day if day in moments or rule.days(day, day)}
    planned = [
        Planned(day=day, starts_at=moment.starts_at, ends_at=moment.ends_at, all_day=moment.all_day)
        for day, moment in moments.items()
        if day not in by_day
    ]
    planned.extend(by_day[day].applied_to(rule, day) for day in given)
    inside = (p for p in planned if p.starts_at < end and (p.starts_at >= begin or p.ends_at > begin))
    return sorted(inside, key=lambda p: (p.starts_at, p.day))
