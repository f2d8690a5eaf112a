"""Occurrences follow what is published."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from agenda.models import EventPage
from agenda.occurrences import rebuild, remove


@receiver(page_published, sender=EventPage)
def make_occurrences(instance: EventPage, **kwargs: Any) -> None:
    """Make the occurrences of an event that was published."""
    rebuild(EventPage.objects.get(pk=instance.pk))


@receiver(page_unpublished, sender=EventPage)
def remove_occurrences(instance: EventPage, **kwargs: Any) -> None:
    """Remove the occurrences of an event that is no longer published."""
    remove(instance)
