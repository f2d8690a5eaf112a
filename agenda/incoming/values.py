"""An event of a calendar as the values of an event page; and what of them an editor changed since.

Values are kept apart by what an editor decides in one go: each field on its own, all that says when it is held as one (`rule`),
and each changed date on its own (`change 2026-12-15`). Where a page no longer has what the calendar gave last, somebody here
chose otherwise, and that stays.
"""

import datetime as dt
from typing import Any

from agenda.descriptions import clean_html
from agenda.incoming.events import Incoming
from agenda.models.event_page import EventPage
from agenda.models.series import ExtraDate, OccurrenceChange, SeriesPause, SkippedDate
from agenda.recurrence import RuleError
from agenda.recurrence_text import from_text, to_text
from agenda.rule_building import rule_answers
from agenda.schedule import Change, Status

Values = dict[str, Any]
FIELDS = (
    "title",
    "description",
    "category",
    "place_name",
    "address",
    "wheelchair",
    "hearing_loop",
    "price",
    "bring_someone",
    "contact_name",
    "contact_phone",
    "contact_email",
    "cancelled",
    "cancelled_note",
)
CHANGE = "change "


def values_of(incoming: Incoming, source: Any) -> Values:
    """Give the values that a calendar gives a page; what it does not tell comes from the source."""
    told = {name: value for name, value in incoming.facts.items() if name in FIELDS}
    values: Values = {
        "category": source.category,
        "contact_name": source.contact_name,
        "contact_phone": source.contact_phone,
        **told,
    }
    if not values.get("place_name"):
        values["place_name"] = source.place_name
    values["rule"] = to_text(incoming.rule)
    for change in incoming.changes:
        values[f"{CHANGE}{change.day.isoformat()}"] = _change_values(change)
    return values


def page_values(page: EventPage) -> Values:
    """Give the values that a page has now, drafts too."""
    values: Values = {name: getattr(page, name) for name in FIELDS}
    values["description"] = clean_html(page.description)  # the editor's screen numbers paragraphs when it saves
    rule = page.known_rule
    values["rule"] = to_text(rule) if rule else ""
    for change in page.planned_changes():
        values[f"{CHANGE}{change.day.isoformat()}"] = _change_values(change)
    return values


def merge(page: EventPage, before: Values, after: Values) -> bool:
    """Give a page the values of a calendar where nobody here changed them since `before`; tell whether anything changed."""
    now = page_values(page)
    changed = False
    for name in dict.fromkeys([*after, *before]):
        has, wanted = now.get(name), after.get(name)
        of_an_editor = has != before[name] if name in before else bool(has)
        if of_an_editor or has == wanted:
            continue
        if name not in after and not name.startswith(CHANGE):
            continue  # the calendar no longer tells it
        _set(page, name, wanted)
        changed = True
    return changed


def put(page: EventPage, values: Values) -> None:
    """Give a new page its values."""
    for name, value in values.items():
        _set(page, name, value)


def _set(page: Any, name: str, value: Any) -> None:
    if name == "rule":
        _set_rule(page, value)
    elif name.startswith(CHANGE):
        day = dt.date.fromisoformat(name.removeprefix(CHANGE))
        others = [change for change in page.changes.all() if change.day != day]
        page.changes = [*others, _change_row(page, day, value)] if value else others
    else:
        setattr(page, name, value)


def _set_rule(page: Any, text: str) -> None:
    try:
        rule = from_text(text)
    except RuleError:
        return  # it was written by `to_text`; a newer version may read what this one cannot
    for name, answer in rule_answers(rule).items():
        setattr(page, name, answer)
    page.pauses = [SeriesPause(first_day=pause.first, last_day=pause.last) for pause in rule.pauses]
    page.skipped_dates = [SkippedDate(day=day) for day in rule.skipped]
    page.extra_dates = [ExtraDate(day=day) for day in rule.extra]


def _change_values(change: Change) -> Values:
    return {
        "status": change.status.value,
        "note": change.note,
        "place": change.place,
        "new_day": change.new_day.isoformat() if change.new_day else None,
        "new_start": change.new_start.isoformat("minutes") if change.new_start else None,
        "new_end": change.new_end.isoformat("minutes") if change.new_end else None,
    }


def _change_row(page: Any, day: dt.date, values: Values) -> OccurrenceChange:
    return OccurrenceChange(
        locale=page.locale,
        day=day,
        status=Status(values["status"]),
        note=values["note"],
        place=values["place"],
        new_day=dt.date.fromisoformat(values["new_day"]) if values["new_day"] else None,
        new_start_time=dt.time.fromisoformat(values["new_start"]) if values["new_start"] else None,
        new_end_time=dt.time.fromisoformat(values["new_end"]) if values["new_end"] else None,
    )
