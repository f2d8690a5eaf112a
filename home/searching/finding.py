"""Finding: the entries that hold all the words, and of each the line that shows it.

Words are looked up among the entries of one village and one language alone, so the cost does not depend on how many villages
there are; a word also finds what it begins ("fiets" finds "fietstocht"). One query for the entries, a few more
for what they lead to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, Value, When
from django.utils import timezone
from wagtail.models import Page, Site

from agenda.models import Occurrence
from core.dates import spoken_date
from core.languages import in_first_language
from dorpskrant.models import FamilyNotice, ScannedEdition
from home.models import SearchEntry

from .excerpts import Excerpt, excerpt_of
from .spelling import nearest_words
from .words import is_small, stems_of, words_in

PER_KIND = 20  # results shown
CANDIDATES = 400  # the best entries that are looked at
MOST_WORDS = 12
SHORTEST_BEGINNING = 4  # characters: what is shorter has to be a whole stem


@dataclass(frozen=True)
class Found:
    """One result: where it leads, what it is called, and the line that holds the words."""

    title: str
    url: str
    line: Excerpt
    when: str = ""  # of an event: the next time
    is_file: bool = False
    kind: str = ""  # of a notice: born, married or died


@dataclass(frozen=True)
class Group:
    """Results of one kind, the best first."""

    label: str
    results: list[Found]


@dataclass(frozen=True)
class Answer:
    """What a search gives. `instead` is the words that were searched for where those of the query gave nothing."""

    groups: list[Group] = field(default_factory=list)
    instead: str = ""


def search_village(site: Site, language: str, query: str) -> Answer:
    """Look for all words of `query` in what a village has in public in one language; misspelt ones are mended."""
    words = _telling_words(query, language)
    if not words:
        return Answer()
    entries = SearchEntry.objects.filter(site=site, language=language)
    groups = _groups(entries, words, language)
    if groups:
        return Answer(groups)
    mended = nearest_words(entries, words, language, lambda word: _condition("stems", word, language))
    if mended == words:
        return Answer()
    groups = _groups(entries, mended, language)
    return Answer(groups, " ".join(mended) if groups else "")


def _telling_words(query: str, language: str) -> list[str]:
    words = list(dict.fromkeys(words_in(query)))[:MOST_WORDS]
    return [word for word in words if not is_small(word, language)] or words


def _condition(column: str, word: str, language: str, *, whole: bool = False) -> Q:
    """Say that the column holds a stem of the word, or (unless `whole`) one that begins with it."""
    found = Q()
    for stem in stems_of(word, language):
        end = " " if whole or len(stem) < SHORTEST_BEGINNING else ""
        found |= Q(**{f"{column}__contains": f" {stem}{end}"})
    return found


def _all(column: str, words: Sequence[str], language: str, *, whole: bool = False) -> Q:
    together = Q()
    for word in words:
        together &= _condition(column, word, language, whole=whole)
    return together


def _groups(entries: Any, words: list[str], language: str) -> list[Group]:
    best = (
        entries.filter(_all("stems", words, language))
        .annotate(
            rank=Case(
                When(_all("title_stems", words, language, whole=True), then=Value(3)),
                When(_all("title_stems", words, language), then=Value(2)),
                When(_all("stems", words, language, whole=True), then=Value(1)),
                default=Value(0),
            ),
            dated=ExpressionWrapper(Q(date__isnull=False), output_field=BooleanField()),
        )
        .defer("stems", "title_stems")
        .order_by("-rank", "-dated", F("date").desc(nulls_last=True), "title")[:CANDIDATES]
    )
    by_kind: dict[str, list[SearchEntry]] = {}
    for entry in best:
        by_kind.setdefault(entry.kind, []).append(entry)
    pages = _public_pages(entry.page_id for entry in best)
    groups = []
    for kind in SearchEntry.Kind:
        results = _SHOWN.get(kind, _pages)(by_kind.get(kind, []), pages, words, language)
        if results:
            groups.append(Group(str(kind.label), results))
    return groups


def _public_pages(keys: Iterable[int]) -> dict[int, Page]:
    """Give the pages that anybody may read, whatever the entries remember."""
    return Page.objects.live().public().select_related("locale").in_bulk(set(keys))


def _pages(entries: list[SearchEntry], pages: dict[int, Page], words: list[str], language: str) -> list[Found]:
    shown = [entry for entry in entries if entry.page_id in pages][:PER_KIND]
    return [
        Found(entry.title, pages[entry.page_id].get_url() or "", excerpt_of(entry.text, words, language))
        for entry in shown
    ]


def _events(entries: list[SearchEntry], pages: dict[int, Page], words: list[str], language: str) -> list[Found]:
    """Give events with their next time; those that are over come last."""
    if not entries:
        return []
    keys = [entry.page_id for entry in entries if entry.page_id in pages]
    soonest: dict[int, Occurrence] = {}
    to_come = Occurrence.objects.filter(event__in=keys, listed_until__gt=timezone.now()).order_by("-starts_at")
    for occurrence in to_come:
        soonest[occurrence.event_id] = occurrence
    shown = sorted(
        (entry for entry in entries if entry.page_id in pages), key=lambda entry: entry.page_id not in soonest
    )
    results = []
    for entry in shown[:PER_KIND]:
        line = excerpt_of(entry.text, words, language)
        when = _when(soonest[entry.page_id]) if entry.page_id in soonest else ""
        results.append(Found(entry.title, pages[entry.page_id].get_url() or "", line, when))
    return results


def _when(occurrence: Occurrence) -> str:
    if occurrence.several_days:
        return occurrence.time_words
    return f"{spoken_date(occurrence.local_day)}, {occurrence.time_words}"


def _notices(entries: list[SearchEntry], pages: dict[int, Page], words: list[str], language: str) -> list[Found]:
    """Give the notices that may be online today, whatever the entries remember."""
    if not entries:
        return []
    online = FamilyNotice.objects.online().in_bulk([entry.notice_id for entry in entries])
    shown = [entry for entry in entries if entry.notice_id in online and entry.page_id in pages][:PER_KIND]
    return [
        Found(
            in_first_language(entry.title),
            f"{pages[entry.page_id].get_url()}#bericht-{entry.notice_id}",
            excerpt_of(entry.text, words, language),
            kind=str(online[entry.notice_id].get_kind_display()),
        )
        for entry in shown
    ]


def _scans(entries: list[SearchEntry], pages: dict[int, Page], words: list[str], language: str) -> list[Found]:
    shown = [entry for entry in entries if entry.page_id in pages][:PER_KIND]
    if not shown:
        return []
    scans = ScannedEdition.objects.in_bulk([entry.scan_id for entry in shown])
    return [
        Found(entry.title, scan.file.url, excerpt_of(scan.text, words, language), is_file=True)
        for entry in shown
        if (scan := scans.get(entry.scan_id))
    ]


_SHOWN = {
    SearchEntry.Kind.EVENT: _events,
    SearchEntry.Kind.NOTICE: _notices,
    SearchEntry.Kind.SCAN: _scans,
}
