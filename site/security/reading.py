"""Reading the log of a village: Wagtail's rows and ours, the newest first, as lines of plain text."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from villages.models import User, VillageRole

from .log import Deed
from .models import LogRow
from .screens import screen_name

PAGE = 50  # lines at a time
TIES = 20  # how many lines of one moment are kept together
PEOPLE, CONTENT, OUT = "people", "content", "out"
OF_KIND: dict[str, list[str]] = {
    PEOPLE: [deed for deed in Deed if deed not in (Deed.EXPORTED, Deed.DELETED, Deed.CHANGED, Deed.REMOVED)],
    CONTENT: [Deed.DELETED, Deed.CHANGED],
    OUT: [Deed.EXPORTED, Deed.REMOVED],
}


@dataclass(frozen=True)
class Line:
    """What is shown of a row."""

    at: dt.datetime
    who: str  # empty: nobody, or the software itself
    what: str
    about: str = ""
    url: str = ""  # where it can be looked at in the admin
    address: str = ""
    village: str = ""  # at the platform


@dataclass(frozen=True)
class Question:
    """What somebody asks the log."""

    kind: str = ""
    person: User | None = None
    day: dt.datetime | None = None  # nothing after this moment
    before: dt.datetime | None = None  # only what is older than this


def lines(question: Question) -> tuple[list[Line], dt.datetime | None]:
    """Give the newest lines, and the moment to go on from where there are older ones.

    Costs three queries that an index answers, however long the log is, and four for what its rows point at.
    """
    found: list[tuple[dt.datetime, Any]] = []
    for rows, column in _sources(question):
        rows = _narrowed(rows, column, question).order_by(f"-{column}")[: PAGE + TIES]
        found += [(getattr(row, column), row) for row in rows]
    found.sort(key=lambda pair: pair[0], reverse=True)
    end = PAGE
    while PAGE <= end < min(len(found), PAGE + TIES) and found[end][0] == found[end - 1][0]:
        end += 1
    shown = found[:end]
    pages = _pages([row for _at, row in shown if isinstance(row, PageLogEntry)])
    return [_line(row, pages) for _at, row in shown], shown[-1][0] if len(found) > end else None


def _sources(question: Question) -> list[tuple[QuerySet, str]]:
    own = LogRow.objects.select_related("person", "whom", "village__site")
    if question.kind in OF_KIND:
        own = own.filter(deed__in=OF_KIND[question.kind])
    sources: list[tuple[QuerySet, str]] = [(own, "at")]
    if question.kind in ("", CONTENT):
        for model in (PageLogEntry, ModelLogEntry):
            # What was deleted stands in our own rows: Wagtail's point at nothing, so they are nobody's.
            sources.append((model.objects.filter(deleted=False).select_related("user", "content_type"), "timestamp"))
    return sources


def _narrowed(rows: QuerySet, column: str, question: Question) -> QuerySet:
    if question.person is not None:
        rows = rows.filter(**{"person" if column == "at" else "user": question.person})
    if question.day is not None:
        rows = rows.filter(**{f"{column}__lt": question.day})
    if question.before is not None:
        rows = rows.filter(**{f"{column}__lt": question.before})
    return rows


def _pages(rows: list[PageLogEntry]) -> set[int]:
    return (
        set(Page.objects.filter(pk__in={row.page_id for row in rows}).values_list("pk", flat=True)) if rows else set()
    )


def _line(row: LogRow | PageLogEntry | ModelLogEntry, pages: set[int]) -> Line:
    if isinstance(row, LogRow):
        return _own_line(row)
    url = ""
    if isinstance(row, PageLogEntry) and row.page_id in pages:
        url = reverse("wagtailadmin_pages:edit", args=[row.page_id])
    who = row.user_display_name if row.user_id else ""
    kind = str(row.object_verbose_name) if isinstance(row, ModelLogEntry) and row.content_type_id else ""
    about = f"{kind}: {row.label}" if kind else row.label
    return Line(row.timestamp, who, str(row.message), about, url)


def _own_line(row: LogRow) -> Line:
    telling: dict[str, Callable[[], str]] = {
        Deed.ROLE_GIVEN: lambda: _with(row, _role(row.about)),
        Deed.ROLE_TAKEN: lambda: _with(row, _role(row.about)),
        Deed.CHANGED: lambda: screen_name(row.about, row.place),
        Deed.EXPORTED: lambda: screen_name(row.about, row.about),
    }
    about = telling.get(row.deed, lambda: _with(row, row.about))()
    who = _name(row.person) if row.person else ""
    village = row.village.name if row.village else ""
    return Line(row.at, who, row.get_deed_display(), about, row.place, row.address or "", village)


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _with(row: LogRow, text: str) -> str:
    name = _name(row.whom) if row.whom else ""
    return ": ".join(part for part in (name, text) if part)


def _role(value: str) -> str:
    return str(dict(VillageRole.Role.choices).get(value, value))
