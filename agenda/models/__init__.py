"""The agenda's pages, and what is known of each event's occurrences."""

from .agenda_page import AgendaPage, CalendarStamp
from .event_page import EventPage
from .occurrences import Occurrence
from .series import ExtraDate, OccurrenceChange, SeriesPause, SkippedDate

__all__ = [
    "AgendaPage",
    "CalendarStamp",
    "EventPage",
    "ExtraDate",
    "Occurrence",
    "OccurrenceChange",
    "SeriesPause",
    "SkippedDate",
]
