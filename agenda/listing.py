"""How the agenda is laid out: a list that says today, this week and later; a month as weeks of days."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypedDict

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from agenda.known_rules import how_often_of_text, sentence_of_text
from agenda.recurrence import Frequency, at_wall_clock
from agenda.schedule import Status
from agenda.spans import Span
from agenda.words import language_of
from villages.freshness import true_until

if TYPE_CHECKING:
    from agenda.models.occurrences import OccurrenceQuerySet

_TOLD = (
    "starts_at",
    "ends_at",
    "listed_until",
    "all_day",
    "status",
    "note",
    "other_place",
    "words_language",
    "event__title",
    "event__url_path",
    "event__place_name",
    "event__frequency",
    "event__rule_text",
)


@dataclass(frozen=True)
class Link:
    """A link to another part of the agenda; `active` where the reader is there."""

    label: str
    url: str
    active: bool = False


class Listed(TypedDict):
    """What a list tells of an occurrence, in words of the active language; `components/occurrence.html` shows it.

    `words_language` is of `note` and `other_place`, where it is another one than the page's. `sentence` is empty for what is
    held once; the first row of a series has all of it, those after it how often alone. A list loads no pages for its rows,
    and a template finds a dictionary's values at once.
    """

    title: str
    url: str
    starts_at: dt.datetime
    local_day: dt.date
    time_words: str
    place: str
    other_place: str
    sentence: str
    cancelled: bool
    moved: bool
    note: str
    words_language: str


@dataclass(frozen=True)
class DayGroup:
    """A day with what is on."""

    day: dt.date
    occurrences: list[Any]


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


def listed(occurrences: "OccurrenceQuerySet", page: Page, request: HttpRequest | None, number: int) -> list[Listed]:
    """Give the first `number` of these occurrences, soonest first, as rows of a list.

    `page` is one above their events: the agenda, or the home page.
    """
    # Which ones is found among narrow rows; only those few are then joined to what is told of them.
    soonest = occurrences.order_by("starts_at", "pk").values("pk")[:number]
    rows = occurrences.model.objects.filter(pk__in=soonest).order_by("starts_at", "event__title", "pk")
    told = list(rows.values_list(*_TOLD))
    for _starts_at, _ends_at, listed_until, *_others in told:
        true_until(listed_until)  # a kept page that shows it is made anew when it is over
    below, url = len(page.url_path), page.get_url(request) or ""
    language = get_language() or "nl"
    said: set[str] = set()

    def comes_back(url_path: str, frequency: str, rule_text: str) -> str:
        if frequency == Frequency.ONCE:
            return ""
        if url_path in said:
            return how_often_of_text(rule_text)
        said.add(url_path)
        return sentence_of_text(rule_text)

    return [
        Listed(
            title=title,
            url=f"{url}{url_path[below:]}",
            starts_at=starts_at,
            local_day=(span := Span(starts_at, ends_at, all_day)).local_day,
            time_words=span.words(language),
            place=other_place or place_name,
            other_place=other_place,
            sentence=comes_back(url_path, frequency, rule_text),
            cancelled=status == Status.CANCELLED,
            moved=status == Status.MOVED,
            note=note,
            words_language=words_language,
        )
        for (
            starts_at,
            ends_at,
            _listed_until,
            all_day,
            status,
            note,
            other_place,
            words_language,
            title,
            url_path,
            place_name,
            frequency,
            rule_text,
        ) in told
    ]


def group_by_time(occurrences: Iterable[Any], today: dt.date) -> list[Section]:
    """Group occurrences by day, under "Today", "This week" (up to and including Sunday) and the months after it.

    `occurrences` are dictionaries with a `local_day`. What began earlier and still goes on is with today's.
    """
    sunday = today + dt.timedelta(days=6 - today.weekday())

    def shown_on(occurrence: Any) -> dt.date:
        return max(occurrence["local_day"], today)

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
