"""What follows when an event is published, taken off, moved or deleted."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from agenda.models import EventPage
from agenda.originals import follow, followers_of, original_of
from agenda.rebuilding import agenda_key, rebuild, rebuild_all, remove, stamp, stamp_gone


def connect() -> None:
    """Connect the receivers."""
    post_save.connect(alias_made, sender=EventPage, dispatch_uid="agenda.alias")
    page_published.connect(event_published, sender=EventPage, dispatch_uid="agenda.published")
    page_unpublished.connect(remove_occurrences, sender=EventPage, dispatch_uid="agenda.unpublished")
    post_page_move.connect(event_moved, sender=EventPage, dispatch_uid="agenda.moved")
    pre_delete.connect(event_going, sender=EventPage, dispatch_uid="agenda.going")
    post_delete.connect(event_gone, sender=EventPage, dispatch_uid="agenda.gone")


def event_published(instance: Any, **kwargs: Any) -> None:
    """Make the occurrences of an event that was published, and have its translations follow it."""
    event = EventPage.objects.get(pk=instance.pk)
    original = original_of(event)
    if original is not None:
        follow(event, original, translated=True)
    make_occurrences(event)
    for translation in followers_of(event):
        follow(translation, event)
        make_occurrences(translation)


def alias_made(instance: Any, created: bool, **kwargs: Any) -> None:
    """Make the occurrences of a page that mirrors an event, once all of it is saved: nobody publishes that page."""
    if created and instance.alias_of_id and instance.live:
        transaction.on_commit(lambda: make_occurrences(instance))


def make_occurrences(instance: Any) -> None:
    """Make the occurrences of an event as it is in the database."""
    event = EventPage.objects.get(pk=instance.pk)
    rebuild(event)
    stamp(agenda_key(event))


def remove_occurrences(instance: Any, **kwargs: Any) -> None:
    """Remove the occurrences of an event that is no longer published."""
    remove(instance)
    stamp_gone(agenda_key(instance))


def event_moved(instance: Any, parent_page_before: Any, **kwargs: Any) -> None:
    """Put the occurrences of an event into its new agenda."""
    make_occurrences(instance)
    stamp_gone(parent_page_before.pk)


def event_going(instance: Any, **kwargs: Any) -> None:
    """Remember the agenda that an event is about to leave; its occurrences go with it."""
    parent = instance.get_parent()
    instance.agenda_left = parent.pk if parent else None


def event_gone(instance: Any, **kwargs: Any) -> None:
    """Say that the agenda changed."""
    if instance.agenda_left:
        stamp_gone(instance.agenda_left)


def village_came(**kwargs: Any) -> None:
    """Make the occurrences of a village that was founded from an archive, in whose scope this runs."""
    for _event, _made in rebuild_all():
        pass
