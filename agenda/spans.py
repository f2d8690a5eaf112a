"""The days and times of one occurrence, as people say them; no database."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache

from agenda.recurrence import BRUSSELS
from agenda.words import language_of

EARLY = dt.time(6)  # what ends by then, began the evening before


@dataclass(frozen=True)
class Span:
    """From when to when (aware datetimes); `ends_at` equals `starts_at` where no end is told."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    all_day: bool = False

    @cached_property
    def start(self) -> dt.datetime:
        """The start by the clock in Brussels."""
        return self.starts_at.astimezone(BRUSSELS)

    @cached_property
    def end(self) -> dt.datetime:
        """The end by the clock in Brussels."""
        return self.ends_at.astimezone(BRUSSELS)

    @cached_property
    def local_day(self) -> dt.date:
        """The day on which it begins."""
        return self.start.date()

    @cached_property
    def last_day(self) -> dt.date:
        """The last day on which it is held; a party that ends in the small hours has one day."""
        last = self.end.date()
        if last == self.local_day:
            return last
        if self.end.time() <= EARLY and self.ends_at > self.starts_at:
            last -= dt.timedelta(days=1)
        return max(last, self.local_day)

    @property
    def several_days(self) -> bool:
        """Whether it lasts longer than a day and its night."""
        return self.last_day > self.local_day

    def words(self, language: str) -> str:
        """Give the times as people say them: "van 15 tot 17 uur", "de hele dag"."""
        if self.several_days:
            return language_of(language).period(self.local_day, self.last_day, year=False, weekday=True)
        if self.all_day:
            return language_of(language).all_day
        end = self.end.time() if self.ends_at > self.starts_at else None
        return _time_span(language, self.start.time(), end)


@lru_cache(maxsize=2_000)
def _time_span(language: str, start: dt.time, end: dt.time | None) -> str:
    return language_of(language).time_span(start, end)
