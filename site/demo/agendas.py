"""The demo's agendas."""

from villages.models import Village

from .content_files import Library


def make_agenda(village: Village, library: Library) -> None:
    """Fill the village's agenda."""
