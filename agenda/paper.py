"""The agenda for paper: what the newspaper hands to the press."""

import datetime as dt
from urllib.parse import urlsplit

from django.utils import translation
from wagtail.models import Page

from agenda.models import EventPage, Occurrence
from agenda.nearby import Nearby, shared_nearby
from agenda.recurrence import BRUSSELS, Frequency
from agenda.words import language_of
from press.document import AgendaDay, AgendaItem, RecurringActivity
from villages.models import Village

# What comes back so often is one sentence; the rest stands under its day.
SAID_ONCE = {Frequency.DAILY.value, Frequency.WEEKLY.value, Frequency.MONTHLY.value}
NEARBY_READ = 400  # times of the neighbours that are looked through; a series has many


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


def paper_nearby(
    village: Village, begin: dt.date, end: dt.date, language: str, most: int
) -> tuple[tuple[AgendaDay, ...], tuple[RecurringActivity, ...]]:
    """Give what the neighbours share from `begin` up to and including `end`, at most so many activities, soonest first.

    By day and every series as one sentence, like the village's own, with the village's name at the place. Whom to call
    stands with the neighbours and does not cross: their web address is given instead.
    """
    starts_at = dt.datetime.combine(begin, dt.time.min, BRUSSELS)
    ends_at = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, BRUSSELS)
    days: dict[dt.date, list[AgendaItem]] = {}
    series: dict[str, RecurringActivity] = {}
    number = 0
    with translation.override(language):
        for nearby in shared_nearby(village, starts_at, number=NEARBY_READ, until=ends_at):
            said_once = nearby.frequency in SAID_ONCE
            if number == most or (said_once and (nearby.cancelled or nearby.url in series)):
                continue
            number += 1
            if said_once:
                series[nearby.url] = _nearby_activity(nearby)
            else:
                days.setdefault(max(nearby.local_day, begin), []).append(_nearby_item(nearby))
    return tuple(_day(day, days[day], language) for day in sorted(days)), tuple(series.values())


def _nearby_item(nearby: Nearby) -> AgendaItem:
    return AgendaItem(
        title=nearby.title,
        time_text=nearby.time_words,
        place=_where(nearby),
        contact=_host(nearby),
        status_text=nearby.status_text,
        cancelled=nearby.cancelled,
    )


def _nearby_activity(nearby: Nearby) -> RecurringActivity:
    return RecurringActivity(nearby.title, nearby.sentence, _where(nearby), _host(nearby))


def _where(nearby: Nearby) -> str:
    return ", ".join(part for part in (nearby.place, nearby.village) if part)


def _host(nearby: Nearby) -> str:
    return urlsplit(nearby.url).netloc


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
