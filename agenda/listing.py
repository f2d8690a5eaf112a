"""Occurrences grouped as people look for them: today, this week, later by month."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agenda.words import language_of

if TYPE_CHECKING:
    from agenda.models import Occurrence


@dataclass(frozen=True)
class CategoryLink:
    """A link that shows one kind of event."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True)
class DayGroup:
    """A day with what is on."""

    day: dt.date
    occurrences: Sequence["Occurrence"]


@dataclass(frozen=True)
class Section:
    """A stretch of days under one heading; `day` is the first of it."""

    title: str
    day: dt.date
    days: list[DayGroup] = field(default_factory=list)


def group_by_day(occurrences: Iterable["Occurrence"], not_before: dt.date | None = None) -> list[DayGroup]:
    """Group occurrences by the day (Europe/Brussels) on which they begin, or `not_before` where they run already."""

    def shown_on(occurrence: "Occurrence") -> dt.date:
        day = occurrence.local_day
        return max(day, not_before) if not_before else day

    ordered = sorted(occurrences, key=shown_on)
    return [DayGroup(day, list(group)) for day, group in groupby(ordered, key=shown_on)]


def group_by_time(occurrences: Iterable["Occurrence"], today: dt.date, language: str = "") -> list[Section]:
    """Group occurrences under "Today", "This week" (up to and including Sunday) and the months after it."""
    from django.utils.translation import get_language

    words = language_of(language or get_language() or "nl")
    sunday = today + dt.timedelta(days=6 - today.weekday())
    sections: list[Section] = []
    for group in group_by_day(occurrences, not_before=today):
        if group.day == today:
            title = _("Today")
        elif group.day <= sunday:
            title = _("This week")
        else:
            month = words.month(group.day.month)
            title = f"{month[:1].upper()}{month[1:]} {group.day.year}"
        if not sections or sections[-1].title != title:
            sections.append(Section(title, group.day))
        sections[-1].days.append(group)
    return sections
