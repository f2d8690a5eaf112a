"""What neighbouring villages share: the one place where a village's page tells of another village's events.

`shared_nearby` steps over the wall for the villages that this one chose, and brings back plain data of public events that
their editors marked for the neighbours: title, dates, sentence, place and address on their own site. Nothing else crosses.
"""

import datetime as dt
from dataclasses import dataclass

from wagtail.models import Page

from agenda.models import AgendaPage, EventPage, Occurrence
from villages.models import Village
from villages.neighbours import neighbours_of
from villages.scope import every_village
from villages.shared_pages import address_of_page, public_pages_of

MOST = 80


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """One time that an event in a neighbouring village takes place, in words of the active language.

    `title` and `place` are in `language`. `url` is the event's address at that village's own host.
    """

    title: str
    url: str
    village: str
    language: str
    starts_at: dt.datetime
    local_day: dt.date
    time_words: str
    place: str
    sentence: str
    cancelled: bool
    moved: bool
    status_text: str
    frequency: str


def shared_nearby(
    village: Village,
    now: dt.datetime,
    category: str = "",
    number: int = MOST,
    until: dt.datetime | None = None,
) -> list[Nearby]:
    """Give what the neighbours of a village share that has not ended at `now` and begins before `until`, soonest first.

    Both are aware times; without `until` there is no end.
    """
    homes = {neighbour.site.root_page.path: neighbour for neighbour in neighbours_of(village)}
    if not homes:
        return []
    with every_village():
        agendas = {agenda.pk: homes[_home(agenda)] for agenda in public_pages_of(AgendaPage, homes.values(), now)}
        events = public_pages_of(EventPage, homes.values(), now).filter(for_neighbours=True)
        found = Occurrence.objects.filter(agenda__in=list(agendas), event__in=events.order_by())
        found = found.in_category(category).not_ended(now).with_events()
        found = found.filter(starts_at__lt=until) if until else found
        return [_nearby(occurrence, agendas[occurrence.agenda_id]) for occurrence in found[:number]]


def _home(page: Page) -> str:
    return str(page.path[: 2 * Page.steplen])


def _nearby(occurrence: Occurrence, village: Village) -> Nearby:
    event = occurrence.event
    return Nearby(
        title=event.title,
        url=address_of_page(event, village),
        village=village.name,
        language=event.locale.language_code,
        starts_at=occurrence.starts_at,
        local_day=occurrence.local_day,
        time_words=occurrence.time_words,
        place=occurrence.place,
        sentence=event.sentence if event.repeats else "",
        cancelled=occurrence.cancelled,
        moved=occurrence.moved,
        status_text=str(occurrence.get_status_display()) if occurrence.cancelled or occurrence.moved else "",
        frequency=event.frequency,
    )
