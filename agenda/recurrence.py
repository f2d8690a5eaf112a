"""When an event takes place: its rule, and the moments that the rule gives.

Everything here is wall-clock time in Europe/Brussels and needs no database. Texts of RFC 5545 are made and read in
`agenda.recurrence_text`, sentences for people in `agenda.sentence`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

BRUSSELS = ZoneInfo("Europe/Brussels")
MAX_OCCURRENCES = 10_000
MAX_PAUSE = dt.timedelta(days=731)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
LAST_POSITION = -1
POSITIONS = (1, 2, 3, 4, 5, LAST_POSITION)


class RuleError(ValueError):
    """A rule that cannot be: the message says what is wrong, in English; `code` names it for translation."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Frequency(StrEnum):
    """How an event comes back."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    DATES = "dates"


_FREQUENCY_NUMBERS = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
    Frequency.YEARLY: YEARLY,
}


@dataclass(frozen=True, order=True)
class Pause:
    """Days on which a series rests, both ends included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise RuleError("pause_order", f"The pause ends on {self.last}, before it begins on {self.first}.")
        if self.last - self.first > MAX_PAUSE:
            raise RuleError("pause_length", "A pause lasts two years at most.")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Moment:
    """One time that an event takes place.

    `day` is the first day by the wall clock and identifies the moment within its series. The datetimes are aware; an
    all-day moment runs from midnight to the midnight after its last day. `ends_at` equals `starts_at` where no end
    is told.
    """

    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False


def at_wall_clock(day: dt.date, clock: dt.time | None) -> dt.datetime:
    """Give the instant at which clocks in Brussels show this time, midnight where it is None.

    A time that the change to summer time skips is read with the offset before it, so 02.30 becomes 03.30; of a time
    that comes twice the first is meant (RFC 5545, section 3.3.5).
    """
    naive = dt.datetime.combine(day, clock or dt.time.min)
    return naive.replace(tzinfo=BRUSSELS).astimezone(dt.UTC).astimezone(BRUSSELS)


def position_in_month(day: dt.date) -> tuple[int, int]:
    """Give which one of its weekday a day is in its month, from the front (1 to 5) and from the back (-1 to -5)."""
    days_in_month = ((day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)).day
    return (day.day - 1) // 7 + 1, -((days_in_month - day.day) // 7 + 1)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """When an event takes place, as an editor says it.

    `day` is the first day of the series and must itself fit the pattern. `start` None
    means all day; `end` None with a start means that no end is told. `nights` counts the midnights between first and
    last day of one occurrence. `weekdays` (Monday is 0) is for weekly rules; `positions` picks the first, third or
    last (-1) of the day's weekday in a month, for monthly and yearly rules, and without positions the same date
    counts. `months_off` rest each year. `until` is the last day that may still be, `count` the number of times
    including those that are skipped.

    Raises:
        RuleError: the parts contradict each other.
    """

    day: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    nights: int = 0
    frequency: Frequency = Frequency.ONCE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    months_off: tuple[int, ...] = ()
    until: dt.date | None = None
    count: int | None = None
    pauses: tuple[Pause, ...] = ()
    skipped: tuple[dt.date, ...] = ()
    extra: tuple[dt.date, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("weekdays", "positions", "months_off", "pauses", "skipped", "extra"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "frequency", Frequency(self.frequency))
        if self.frequency is Frequency.DATES:
            object.__setattr__(self, "extra", tuple(day for day in self.extra if day != self.day))
            object.__setattr__(self, "frequency", Frequency.DATES if self.extra else Frequency.ONCE)
        if self.frequency is Frequency.WEEKLY and not self.weekdays:
            object.__setattr__(self, "weekdays", (self.day.weekday(),))
        if not self.repeats:
            object.__setattr__(self, "pauses", ())
        # What a pause takes away need not be skipped as well: equal rules then compare equal.
        kept = tuple(day for day in self.skipped if day in self.extra or not self.is_paused(day))
        object.__setattr__(self, "skipped", kept)
        self._check_times()
        self._check_pattern()
        if not self.fits(self.day):
            raise RuleError("first_day", f"The first day, {self.day}, does not fit the pattern.")

    def _check_times(self) -> None:
        if not EARLIEST_YEAR <= self.day.year <= LATEST_YEAR:
            raise RuleError("year", f"The year {self.day.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}.")
        if self.start is None and self.end is not None:
            raise RuleError("end_without_start", "An end time needs a start time.")
        if not 0 <= self.nights <= 366:
            raise RuleError("nights", "The event ends before it begins, or lasts longer than a year.")
        if self.start is not None and self.end is not None and self.nights == 0 and self.end <= self.start:
            raise RuleError(
                "end_before_start", f"The end, {self.end:%H:%M}, is not after the start, {self.start:%H:%M}."
            )

    def _check_pattern(self) -> None:
        if not 1 <= self.interval <= 366:
            raise RuleError("interval", "The interval must be between 1 and 366.")
        if self.count is not None and not 1 <= self.count <= MAX_OCCURRENCES:
            raise RuleError("too_many", f"The number of times must be between 1 and {MAX_OCCURRENCES}.")
        if self.count is not None and self.until is not None:
            raise RuleError("until_and_count", "Give a last day or a number of times, not both.")
        if self.until is not None and self.until < self.day:
            raise RuleError("until_before_start", f"The last day, {self.until}, lies before the first, {self.day}.")
        if not set(self.weekdays) <= set(range(7)) or not set(self.positions) <= set(POSITIONS):
            raise RuleError("pattern", "Unknown weekday or position.")
        if not set(self.months_off) < set(range(1, 13)) and self.months_off:
            raise RuleError("months_off", "At least one month must remain.")
        if self.months_off and self.frequency is Frequency.YEARLY:
            raise RuleError("months_off", "A yearly rule has no months off.")
        if self.frequency is Frequency.ONCE and self.extra:
            raise RuleError("once_with_extra", "A single event has no extra dates: make it a list of dates.")

    @property
    def repeats(self) -> bool:
        """Tell whether a pattern gives the days, rather than a list."""
        return self.frequency in _FREQUENCY_NUMBERS

    @property
    def all_day(self) -> bool:
        """Tell whether the event has no times, only days."""
        return self.start is None

    @property
    def months(self) -> tuple[int, ...]:
        """Give the months in which the series may be held, empty if all."""
        return tuple(m for m in range(1, 13) if m not in self.months_off) if self.months_off else ()

    def fits(self, day: dt.date) -> bool:
        """Tell whether a day has the weekday, the place in its month and the month that the pattern wants."""
        if not self.repeats:
            return True
        if day.month in self.months_off:
            return False
        if self.frequency is Frequency.WEEKLY:
            return day.weekday() in self.weekdays
        return not self.positions or not set(position_in_month(day)).isdisjoint(self.positions)

    @cached_property
    def pattern(self) -> rrule:
        """Give the pattern as a dateutil rule over naive midnights, without pauses, skipped and extra dates."""
        arguments: dict[str, object] = {"interval": self.interval}
        if self.frequency is Frequency.WEEKLY:
            arguments["byweekday"] = self.weekdays
        elif self.positions:
            arguments["byweekday"] = [weekday(self.day.weekday(), position) for position in self.positions]
            if self.frequency is Frequency.YEARLY:
                arguments["bymonth"] = self.day.month
        if self.months:
            arguments["bymonth"] = self.months
        return rrule(
            _FREQUENCY_NUMBERS[self.frequency],  # type: ignore[arg-type]  # an int to the stubs, one of seven to dateutil
            dtstart=dt.datetime.combine(self.day, dt.time.min),
            until=dt.datetime.combine(self.until, dt.time.min) if self.until else None,
            count=self.count,
            **arguments,  # type: ignore[arg-type]
        )

    def pattern_days(self, first: dt.date | None = None, last: dt.date | None = None) -> Iterator[dt.date]:
        """Give the days of the pattern between two days, in order, before anything is skipped or added."""
        if not self.repeats:
            yield from (day for day in (self.day,) if (not first or first <= day) and (not last or day <= last))
            return
        for midnight in self.pattern:
            day = midnight.date()
            if last and day > last:
                return
            if not first or day >= first:
                yield day

    def days(self, first: dt.date | None = None, last: dt.date | None = None) -> list[dt.date]:
        """Give the days on which the event begins between two days, in order.

        An extra date wins over a pause, a skipped date over everything.

        Raises:
            RuleError: there would be more than 10,000.
        """
        found = list(islice(self.pattern_days(first, last), MAX_OCCURRENCES + 1))
        days = {day for day in found if not self.is_paused(day)}
        days.update(day for day in self.extra if (not first or first <= day) and (not last or day <= last))
        days.difference_update(self.skipped)
        if len(found) > MAX_OCCURRENCES or len(days) > MAX_OCCURRENCES:
            raise RuleError("too_many", f"This rule gives more than {MAX_OCCURRENCES} occurrences.")
        return sorted(days)

    def is_paused(self, day: dt.date) -> bool:
        """Tell whether a day falls in one of the pauses."""
        return any(day in pause for pause in self.pauses)

    def moment(self, day: dt.date) -> Moment:
        """Give the moment that begins on this day, whether or not the rule gives that day.

        The end keeps the time on the clock, also on the night that the clock changes; where that would put it before
        the start, it is the start.
        """
        last_day = day + dt.timedelta(days=self.nights)
        starts_at = at_wall_clock(day, self.start)
        if self.all_day:
            return Moment(day, starts_at, at_wall_clock(last_day + dt.timedelta(days=1), None), all_day=True)
        ends_at = at_wall_clock(last_day, self.end) if self.end is not None else starts_at
        return Moment(day, starts_at, max(ends_at, starts_at))

    def moments(self, begin: dt.datetime, end: dt.datetime) -> list[Moment]:
        """Give the moments that touch the window from `begin` up to, not including, `end` (aware datetimes).

        A moment touches it when it starts inside, or started before and ends after `begin`.

        Raises:
            RuleError: there would be more than 10,000.
        """
        margin = dt.timedelta(days=self.nights + 2)
        days = self.days((begin - margin).date(), (end + margin).date())
        moments = (self.moment(day) for day in days)
        return [m for m in moments if m.starts_at < end and (m.starts_at >= begin or m.ends_at > begin)]

    def upcoming(self, now: dt.datetime, number: int = 8) -> list[Moment]:
        """Give the next moments that have not ended at `now` (aware), soonest first, at most `number` (up to 100)."""
        first = (now - dt.timedelta(days=self.nights + 2)).date()
        wanted = min(number, 100)
        patterned = (day for day in self.pattern_days(first) if not self.is_paused(day))
        # Enough days for `wanted` moments, whatever is skipped and however many have just ended.
        days = set(islice(patterned, wanted + len(self.skipped) + self.nights + 4))
        days.update(day for day in self.extra if day >= first)
        days.difference_update(self.skipped)
        moments = (self.moment(day) for day in sorted(days))
        return [m for m in moments if m.ends_at > now or m.starts_at >= now][:wanted]
