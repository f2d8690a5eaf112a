"""What the tests of calendars that are taken over share."""

import datetime as dt

from agenda.incoming.running import look
from agenda.models import EventPage
from agenda.recurrence import BRUSSELS
from tests.agenda.test_reading import file

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
SCREEN = "/admin/agenda/bronnen/"
SERIES = ("DTSTART:20261201T200000", "DTEND:20261201T220000", "RRULE:FREQ=WEEKLY;COUNT=5", "LOCATION:Zaal\\, Dorp 1")
ANSWERS = {
    "name": "Kaartclub", "url": "", "active": "on", "publish": "on", "category": "seniors", "place_name": "De Veiling",
    "contact_name": "Palmyre", "contact_phone": "0470 00 00 23",
}  # fmt: skip


def take(source, *events, now=NOW):
    look(source, file(*events), now)
    return source.report


def page():
    return EventPage.objects.get(title__contains="Kaarten")
