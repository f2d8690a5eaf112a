"""Occurrences follow what is published."""

from typing import Any

from wagtail.signals import page_published, page_unpublished, post_page_move

from agenda.models import EventPage
from agenda.occurrences import rebuild, remove


def connect() -> None:
    """Listen to what happens to events."""
    page_published.connect(make_occurrences, sender=EventPage)
    page_unpublished.connect(remove_occurrences, sender=EventPage)
    post_page_move.connect(make_occurrences, sender=EventPage)


def make_occurrences(instance: Any, **kwargs: Any) -> None:
    """Make the occurrences of an event that was published, or moved to another agenda."""
    rebuild(EventPage.objects.get(pk=instance.pk))


def remove_occurrences(instance: Any, **kwargs: Any) -> None:
    """Remove the occurrences of an event that is no longer published."""
    remove(instance)
