"""The agenda's pages, the changes to single occurrences, and the occurrences that follow."""

from .agenda import AgendaPage
from .changes import OccurrenceChange
from .events import EventPage
from .occurrences import Occurrence

__all__ = ["AgendaPage", "EventPage", "Occurrence", "OccurrenceChange"]
