"""Keeping the entries of the search: one for each thing that is public, written anew when it is saved.

Of a family notice without consent for the web there is no entry; finding asks for the consent of the moment all the same.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Manager
from wagtail.models import Page
from wagtail.search.index import RelatedFields, SearchField

from agenda.models import EventPage
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice, ScannedEdition
from fietsroutes.models import RoutePage
from home.models import InformationPage, SearchEntry

from .words import stems_of, words_in

Kind = SearchEntry.Kind
KINDS: dict[type[Page], SearchEntry.Kind] = {
    ArticlePage: Kind.ARTICLE,
    EventPage: Kind.EVENT,
    RoutePage: Kind.ROUTE,
    InformationPage: Kind.INFORMATION,
    EditionPage: Kind.EDITION,
}
MAX_TEXT = 200_000  # characters kept for the line that is shown; all words count


def index_page(page: Any) -> None:
    """Write the entry of a page of one of `KINDS`; take it away where the page is not live."""
    if not page.live:
        SearchEntry.objects.filter(page=page.pk, notice=None, scan=None).delete()
        return
    _write(page, KINDS[type(page)], page.title, "\n".join(_texts_of(page)), _date_of(page))


def index_notice(notice: FamilyNotice) -> None:
    """Write the entry of a family notice; take it away where it may not be online."""
    if not FamilyNotice.objects.online().filter(pk=notice.pk).exists():
        SearchEntry.objects.filter(notice=notice.pk).delete()
        return
    text = "\n".join(part for part in (notice.text, notice.place) if part)
    _write(notice.page, Kind.NOTICE, notice.names, text, notice.date or notice.page.publication_date, notice=notice)


def index_scan(scan: ScannedEdition) -> None:
    """Write the entry of an old edition. Its text stays where it is: with the scan."""
    _write(scan.newspaper, Kind.SCAN, scan.title, scan.text, scan.date, scan=scan)


def rebuild() -> int:
    """Make the entries of the village in whose scope this runs anew, in one transaction; gives how many there are."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        for kind in KINDS:
            for page in kind.objects.live().iterator(chunk_size=100):
                index_page(page)
        for notice in FamilyNotice.objects.online().select_related("page"):
            index_notice(notice)
        for scan in ScannedEdition.objects.select_related("newspaper").iterator(chunk_size=10):
            index_scan(scan)
        return SearchEntry.objects.count()


def stems_in(text: str, language: str) -> str:
    """Give the different stems of a text's words, each between spaces."""
    stems: dict[str, None] = {}
    for word in dict.fromkeys(words_in(text)):
        stems.update(dict.fromkeys(sorted(stems_of(word, language))))
    return f" {' '.join(stems)} "


def _write(
    page: Page,
    kind: SearchEntry.Kind,
    title: str,
    text: str,
    date: dt.date | None,
    notice: FamilyNotice | None = None,
    scan: ScannedEdition | None = None,
) -> None:
    site = page.get_site()
    if site is None:  # a page outside all villages
        return
    language = page.locale.language_code
    SearchEntry.objects.update_or_create(
        page=page,
        notice=notice,
        scan=scan,
        defaults={
            "site": site,
            "language": language,
            "kind": kind,
            "title": title[:255],
            "text": "" if kind == Kind.SCAN else text[:MAX_TEXT],
            "title_stems": stems_in(title, language),
            "stems": stems_in(f"{title}\n{text}", language),
            "date": date,
        },
    )


def _date_of(page: Any) -> dt.date | None:
    if isinstance(page, EditionPage):
        return page.publication_date
    return page.first_published_at and page.first_published_at.date()


def _texts_of(thing: Any, fields: Any = None) -> Iterator[str]:
    """Give the texts of a page's search fields, its title left out, paragraph by paragraph."""
    for field in thing.get_search_fields() if fields is None else fields:
        if isinstance(field, RelatedFields):
            value = field.get_value(thing)
            for related in value.all() if isinstance(value, Manager) else [value] if value else []:
                yield from _texts_of(related, field.fields)
        elif isinstance(field, SearchField) and not (fields is None and field.field_name == "title"):
            yield from _paragraphs(field.get_value(thing))


def _paragraphs(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for part in value:
            yield from _paragraphs(part)
    elif value:
        yield from (line for line in str(value).splitlines() if line.strip())
