"""What neighbouring villages share: the one place where a village's page tells of another village's events.

`shared_nearby` steps over the wall for the villages that this one chose, and brings back plain data of public events that
their editors marked for the neighbours: title, dates, sentence, place and address on their own site. Nothing else crosses.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from agenda.models import AgendaPage, Occurrence
from villages.models import Village
from villages.neighbours import neighbours_of
from villages.scope import PATH_END, every_village

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


def shared_nearby(village: Village, now: dt.datetime, category: str = "", number: int = MOST) -> list[Nearby]:
    """Give what the neighbours of a village share that has not ended at `now` (aware), soonest first."""
    homes = {neighbour.site.root_page.path: neighbour for neighbour in neighbours_of(village)}
    if not homes:
        return []
    with every_village():
        agendas = {agenda.pk: homes[_home(agenda)] for agenda in AgendaPage.objects.filter(_below(homes), live=True)}
        found = Occurrence.objects.filter(
            agenda__in=list(agendas), event__for_neighbours=True, event__live=True, event__expired=False
        )
        found = found.exclude(event__expire_at__lte=now).in_category(category).not_ended(now).with_events()
        for path in _private_paths(homes):
            found = found.exclude(event__path__startswith=path)
        return [_nearby(occurrence, agendas[occurrence.agenda_id]) for occurrence in found[:number]]


def _home(page: Page) -> str:
    return str(page.path[: 2 * Page.steplen])


def _below(homes: dict[str, Village]) -> Q:
    condition = Q(pk__in=[])
    for path in homes:
        condition |= Q(path__gte=path, path__lt=path + PATH_END)
    return condition


def _private_paths(homes: dict[str, Village]) -> list[str]:
    """Give the paths in these trees that a visitor needs a login or a password for, and the root's if that is so."""
    roots = {path[: Page.steplen] for path in homes}
    private = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    return list(private.filter(_below(homes) | Q(path__in=roots)).values_list("path", flat=True))


def _nearby(occurrence: Occurrence, village: Village) -> Nearby:
    event, site = occurrence.event, village.site
    return Nearby(
        title=event.title,
        url=f"{site.root_url}{event.url_path[len(site.root_page.url_path) - 1 :]}",
        village=village.name,
        language=event.locale.language_code,
        starts_at=occurrence.starts_at,
        local_day=occurrence.local_day,
        time_words=occurrence.time_words,
        place=occurrence.place,
        sentence=event.sentence if event.repeats else "",
        cancelled=occurrence.cancelled,
        moved=occurrence.moved,
    )
