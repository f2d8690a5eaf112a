"""The demo's welcome routes."""

from villages.models import Village

from .content_files import Library


def make_route(village: Village, library: Library) -> None:
    """Make the village's welcome route."""
