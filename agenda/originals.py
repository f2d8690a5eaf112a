"""An event's translations follow it: when it is held, and what was called off, is said once.

The words of a note are translated by people, later. Until then a translation shows the original's note, marked with its
language: a resident who reads French should not stand before a closed door because a translation is still to be made.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site
from wagtail_localize.models import Translation, TranslationSource

from agenda.models import EventPage, OccurrenceChange
from agenda.models.when import EXCEPTIONS
from agenda.rule_building import WHEN_FIELDS

FACTS = (*WHEN_FIELDS, "cancelled")
CHANGE_FACTS = ("day", "status", "new_day", "new_start_time", "new_end_time", "sort_order")


def original_of(event: EventPage) -> EventPage | None:
    """Give the live event that this one is a translation of; None for an original, and where the original is not live.

    Where nobody asked for translations (pages that were copied) the event in the village's first language counts.
    An alias has none: Wagtail itself keeps it like the page that it mirrors.
    """
    if not event.pk or event.alias_of_id:
        return None
    sources = TranslationSource.objects.filter(object_id=event.translation_key)
    translation = (
        Translation.objects.filter(source__in=sources, target_locale=event.locale_id).select_related("source").first()
    )
    if translation is not None:
        locale = translation.source.locale_id
    elif sources.filter(locale=event.locale_id).exists():
        return None
    else:
        locale = _first_locale(event)
    if locale in (None, event.locale_id):
        return None
    return EventPage.objects.filter(translation_key=event.translation_key, locale=locale, live=True).first()


def _first_locale(event: EventPage) -> int | None:
    home = event.get_ancestors().filter(depth=2).values("translation_key")
    site = Site.objects.filter(root_page__translation_key__in=home).select_related("root_page").first()
    return site.root_page.locale_id if site else None


def followers_of(event: EventPage) -> list[EventPage]:
    """Give the live translations that follow an event."""
    others = EventPage.objects.filter(translation_key=event.translation_key, live=True).exclude(pk=event.pk)
    return [other for other in others if (found := original_of(other)) and found.pk == event.pk]


def follow(event: EventPage, original: EventPage, *, translated: bool = False) -> None:
    """Give a translation the facts of its original, and save it; its words stay where they still translate the original's.

    `translated` where the translation itself was just published: its words then translate the original as it is now.
    """
    with transaction.atomic():
        for name in FACTS:
            setattr(event, name, getattr(original, name))
        event.cancelled_note, event.cancelled_note_of, foreign = _words(
            event.cancelled_note, event.cancelled_note_of, original.cancelled_note, translated
        )
        language = original.locale.language_code
        event.cancelled_note_language = language if foreign else ""
        for relation in EXCEPTIONS:
            original.copy_child_relation(relation, event)
        children: Any = event
        children.changes = _changes(event, original, translated)
        # Calendars number each state of an event by when it was published.
        event.last_published_at = max(event.last_published_at or timezone.now(), original.last_published_at)
        event.save(clean=False)


def _changes(event: EventPage, original: EventPage, translated: bool) -> list[OccurrenceChange]:
    known = {change.translation_key: change for change in event.changes.all()}
    made = []
    for source in original.changes.all():
        change = known.get(source.translation_key) or OccurrenceChange(
            translation_key=source.translation_key, locale=event.locale
        )
        for name in CHANGE_FACTS:
            setattr(change, name, getattr(source, name))
        text, change.words_of, foreign = _words(change.words, change.words_of, source.words, translated)
        change.note, _line, change.place = text.partition("\n")
        change.words_language = original.locale.language_code if foreign else ""
        made.append(change)
    return made


def _words(own: str, translated_from: str, source: str, translated: bool) -> tuple[str, str, bool]:
    """Give the words to show, what they translate, and whether they are still in the original's language."""
    if own.strip() and own != source and (translated or translated_from == source):
        return own, source, False
    return source, "", bool(source.strip())
