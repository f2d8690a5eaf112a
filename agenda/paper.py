"""The agenda for paper: what the newspaper hands to the press."""

import datetime as dt

from django.utils import translation
from wagtail.models import Page

from agenda.models import EventPage, Occurrence
from agenda.recurrence import BRUSSELS, Frequency
from agenda.words import language_of
from press.document import AgendaDay, AgendaItem, RecurringActivity

# What comes back so often is one sentence; the rest stands under its day.
SAID_ONCE = {Frequency.DAILY.value, Frequency.WEEKLY.value, Frequency.MONTHLY.value}


def paper_agenda(
    home_page: Page, begin: dt.date, end: dt.date, language: str, *, resting: bool = True
) -> tuple[tuple[AgendaDay, ...], tuple[RecurringActivity, ...]]:
    """Give what is on below a home page from `begin` up to and including `end`: by day, and every series as one sentence.

    With `resting` a series that rests in this period but goes on after it is there too. Of a series only the times that
    were called off, moved or have a note stand under their day as well. Texts are in `language`.
    """
    starts_at = dt.datetime.combine(begin, dt.time.min, BRUSSELS)
    ends_at = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, BRUSSELS)
    days: dict[dt.date, list[AgendaItem]] = {}
    series: dict[int, EventPage] = {}
    with translation.override(language):
        found = Occurrence.objects.upcoming(home_page, starts_at)
        for occurrence in found if resting else found.filter(starts_at__lt=ends_at):
            event = occurrence.event
            said_once = event.frequency in SAID_ONCE
            if said_once and not occurrence.cancelled:
                series[event.pk] = event
            if occurrence.starts_at < ends_at and (not said_once or _differs(occurrence)):
                days.setdefault(max(occurrence.local_day, begin), []).append(_item(occurrence))
        activities = tuple(
            _activity(event) for event in sorted(series.values(), key=lambda event: event.title.casefold())
        )
    return tuple(_day(day, days[day], language) for day in sorted(days)), activities


def _differs(occurrence: Occurrence) -> bool:
    return bool(occurrence.cancelled or occurrence.moved or occurrence.note or occurrence.other_place)


def _day(day: dt.date, items: list[AgendaItem], language: str) -> AgendaDay:
    words = language_of(language)
    return AgendaDay(words.weekday(day.weekday()), words.day_number(day.day), words.month(day.month), tuple(items))


def _item(occurrence: Occurrence) -> AgendaItem:
    event = occurrence.event
    changed = occurrence.cancelled or occurrence.moved
    return AgendaItem(
        title=event.title,
        time_text=occurrence.time_words,
        place=occurrence.place,
        contact=event.contact_name,
        phone=event.contact_phone,
        note=occurrence.note,
        status_text=str(occurrence.get_status_display()) if changed else "",
        cancelled=occurrence.cancelled,
    )


def _activity(event: EventPage) -> RecurringActivity:
    return RecurringActivity(
        title=event.title,
        sentence=event.sentence,
        place=event.place_name,
        contact=event.contact_name,
        phone=event.contact_phone,
    )
