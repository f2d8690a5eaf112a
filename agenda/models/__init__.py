"""The agenda's pages, and what is known of each event's occurrences."""

from .agenda_page import AgendaPage, CalendarStamp
from .event_page import EventPage
from .occurrences import Occurrence
from .series import ExtraDate, OccurrenceChange, SeriesPause, SkippedDate
from .sources import CalendarSource, ImportedEvent

__all__ = [
    "AgendaPage",
    "CalendarSource",
    "CalendarStamp",
    "EventPage",
    "ExtraDate",
    "ImportedEvent",
    "Occurrence",
    "OccurrenceChange",
    "SeriesPause",
    "SkippedDate",
]
