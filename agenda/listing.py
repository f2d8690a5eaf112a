"""How the agenda is laid out: a list that says today, this week and later; a month as weeks of days."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda.recurrence import at_wall_clock
from agenda.schedule import Status
from agenda.spans import Span
from agenda.words import language_of

if TYPE_CHECKING:
    from agenda.models import Occurrence
    from agenda.models.occurrences import OccurrenceQuerySet


@dataclass(frozen=True)
class Link:
    """A link to another part of the agenda; `active` where the reader is there."""

    label: str
    url: str
    active: bool = False


@dataclass(frozen=True)
class DayGroup:
    """A day with what is on."""

    day: dt.date
    occurrences: list["Occurrence"]


@dataclass(frozen=True)
class Section:
    """A stretch of days under one heading."""

    title: str
    days: list[DayGroup] = field(default_factory=list)


class MonthItem(TypedDict):
    """What a month's table tells of an occurrence.

    A busy month has hundreds: no page is loaded for them, and a template finds a dictionary's values at once.
    """

    title: str
    url: str
    time_words: str
    cancelled: bool


@dataclass
class MonthDay:
    """A day in a month's table."""

    day: dt.date
    in_month: bool
    today: bool = False
    happenings: list[MonthItem] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        """The name of the weekday in the active language."""
        return language_of(get_language() or "nl").weekday(self.day.weekday())


def month_name(day: dt.date) -> str:
    """Give "maart 2027" in the language that is active."""
    return f"{language_of(get_language() or 'nl').month(day.month)} {day.year}"


def month_title(day: dt.date) -> str:
    """Give "Maart 2027" in the language that is active."""
    name = month_name(day)
    return name[:1].upper() + name[1:]


def group_by_time(occurrences: Iterable["Occurrence"], today: dt.date) -> list[Section]:
    """Group occurrences by day, under "Today", "This week" (up to and including Sunday) and the months after it.

    What began earlier and still goes on is with today's.
    """
    sunday = today + dt.timedelta(days=6 - today.weekday())

    def shown_on(occurrence: "Occurrence") -> dt.date:
        return max(occurrence.local_day, today)

    def title(group: DayGroup) -> str:
        if group.day == today:
            return _("Today")
        return _("This week") if group.day <= sunday else month_title(group.day)

    ordered = sorted(occurrences, key=shown_on)
    days = [DayGroup(day, list(found)) for day, found in groupby(ordered, key=shown_on)]
    return [Section(words, list(found)) for words, found in groupby(days, key=title)]


def month_window(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """Give the instants in Brussels at which a month's table begins and ends: whole weeks, Monday to Sunday."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return at_wall_clock(weeks[0][0], None), at_wall_clock(weeks[-1][-1] + dt.timedelta(days=1), None)


def month_weeks(
    year: int, month: int, occurrences: "OccurrenceQuerySet", today: dt.date, url: str
) -> list[list[MonthDay]]:
    """Give the weeks of a month, each day with what is held on it; an event of several days stands on each.

    `url` is the address of the agenda that the occurrences are of: their events lie below it.
    """
    weeks = [
        [MonthDay(day, in_month=day.month == month, today=day == today) for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    days = {day.day: day for week in weeks for day in week}
    language = get_language() or "nl"
    rows = occurrences.order_by("starts_at", "event__title", "pk").values_list(
        "starts_at", "ends_at", "all_day", "status", "event__title", "event__slug"
    )
    for starts_at, ends_at, all_day, status, title, slug in rows:
        span = Span(starts_at, ends_at, all_day)
        item = MonthItem(
            title=title, url=f"{url}{slug}/", time_words=span.words(language), cancelled=status == Status.CANCELLED
        )
        day, last = max(span.local_day, weeks[0][0].day), min(span.last_day, weeks[-1][-1].day)
        while day <= last:
            days[day].happenings.append(item)
            day += dt.timedelta(days=1)
    return weeks
