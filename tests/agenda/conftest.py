import datetime as dt
from typing import Any

import pytest

from agenda.models import CalendarSource, EventPage
from demo.factories import add_page, agenda_of
from villages.models import Village

# A Monday; tests that fix the moment take this one.
MONDAY = dt.date(2026, 11, 23)


def add_event(
    village: Village, *, publish: bool = True, children: dict[str, list[Any]] | None = None, **fields: Any
) -> Any:
    """Give an event in a village's agenda: coffee on Wednesday unless told otherwise."""
    agenda = agenda_of(village, fields.pop("language", ""))
    fields = {
        "title": "Koffie van woensdag",
        "start_date": MONDAY + dt.timedelta(days=2),
        "start_time": dt.time(15),
        "end_time": dt.time(17),
        "place_name": "De Veiling",
        "contact_name": "Ilse Wouters",
        "contact_phone": "0470 00 00 10",
        **fields,
    }
    event = EventPage(**fields)
    for relation, rows in (children or {}).items():
        for row in rows:
            if relation == "changes":
                row.locale = agenda.locale
            getattr(event, relation).add(row)
    return add_page(agenda, event, publish=publish)


@pytest.fixture
def make_event() -> Any:
    return add_event


@pytest.fixture
def source(lindehoek: Village) -> CalendarSource:
    return CalendarSource.objects.create(
        village=lindehoek, name="Kaartclub", publish=True, category="seniors", place_name="De Veiling",
        contact_name="Palmyre", contact_phone="0470 00 00 23", url="https://kaartclub.example.be/a.ics",
    )  # fmt: skip
