"""The demo's agendas, out of `events.toml`."""

import datetime as dt
from typing import Any

from agenda.incoming.running import look
from agenda.models import CalendarSource, EventPage, ExtraDate, OccurrenceChange, SeriesPause, SkippedDate
from agenda.recurrence import BRUSSELS
from villages.models import Village

from .content_files import Data, Library, read
from .factories import add_page, agenda_of

PLAIN = (
    "title",
    "slug",
    "category",
    "place_name",
    "address",
    "contact_name",
    "contact_phone",
    "contact_email",
    "price",
    "wheelchair",
    "hearing_loop",
    "bring_someone",
    "for_neighbours",
    "start_date",
    "end_date",
)


def make_agenda(village: Village, library: Library) -> None:
    """Fill the village's agenda with its events, as far as it has a file of them."""
    path = library.folder / "events.toml"
    if not path.exists():
        return
    agenda = agenda_of(village)
    for data in read(path)["event"]:
        add_page(agenda, event_of(data))


def follow_calendar(village: Village, library: Library) -> None:
    """Have the village follow the calendar of an association, as far as it has a file of one, and put it on the site at once."""
    path = library.folder / "turnkring.ics"
    if path.exists():
        source = CalendarSource.objects.create(
            village=village,
            name="Turnkring De Zandloper",
            publish=True,
            category="sports",
            place_name="Turnzaal van De Zandkorrel",
            contact_name="Griet Vos",
            contact_phone="0470 00 00 38",
        )
        look(source, path.read_bytes(), dt.datetime(2026, 11, 23, 9, tzinfo=BRUSSELS))


def event_of(data: Data) -> EventPage:
    """Give the unsaved event that the data tell of."""
    repeat = data.get("repeat", {})
    extra = {*repeat.get("extra", []), *repeat.get("dates", [])} - {data["start_date"]}
    lists: Data = {
        "extra_dates": [ExtraDate(day=day) for day in sorted(extra)],
        "skipped_dates": [SkippedDate(day=day) for day in repeat.get("skip", [])],
        "pauses": [SeriesPause(first_day=pause["from"], last_day=pause["until"]) for pause in repeat.get("pauses", [])],
        "changes": [_change(change) for change in data.get("changes", [])],
    }
    return EventPage(
        **{name: data[name] for name in PLAIN if name in data},
        description=data["description"],
        start_time=_time(data.get("start_time")),
        end_time=_time(data.get("end_time")),
        **_pattern(repeat),
        **lists,
    )


def _pattern(repeat: Data) -> dict[str, Any]:
    fields = {"frequency": repeat.get("frequency", "once"), "interval": repeat.get("interval", 1)}
    if "position" in repeat:
        fields["month_positions"] = str(repeat["position"])
    elif fields["frequency"] == "monthly":
        fields["month_positions"] = "date"
    if isinstance(repeat.get("until"), dt.date):
        fields["repeat_until"] = repeat["until"]
    if "count" in repeat:
        fields["repeat_count"] = repeat["count"]
    return fields


def _change(data: Data) -> OccurrenceChange:
    return OccurrenceChange(
        day=data["date"],
        status=data["status"],
        note=data.get("note", ""),
        new_day=data.get("new_date"),
        new_start_time=_time(data.get("new_start_time")),
    )


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
