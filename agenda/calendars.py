"""Event pages as calendar events: the step from the pages to `agenda.calendar_file`."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from agenda.calendar_file import CalendarEvent
from agenda.descriptions import clean_html, plain
from agenda.models import EventPage, OccurrenceChange
from agenda.recurrence import Rule
from agenda.schedule import Change
from agenda.sentence import sentence

FACTS = (
    "category",
    "place_name",
    "address",
    "wheelchair",
    "hearing_loop",
    "price",
    "bring_someone",
    "contact_name",
    "contact_phone",
    "contact_email",
    "cancelled_note",
)


def event_uid(event: EventPage) -> str:
    """Give the event's identity in calendars: the same for as long as the page lives, wherever it moves."""
    return f"{event.translation_key}-{event.locale.language_code}@dorpsplein"


def sequence(event: EventPage) -> int:
    """Give a number that never falls and grows with each publication: seconds since the first one."""
    if not event.first_published_at or not event.last_published_at:
        return 0
    return max(0, int((event.last_published_at - event.first_published_at).total_seconds()))


def calendar_event(event: EventPage, changes: Iterable[Change], url: str) -> CalendarEvent | None:
    """Give an event as plain data in its own language; None if it has no rule."""
    rule = event.saved_rule
    modified = event.last_published_at or event.latest_revision_created_at
    if rule is None or modified is None:
        return None
    language = event.locale.language_code
    with override(language):
        return CalendarEvent(
            uid=event_uid(event),
            rule=rule,
            title=event.title,
            modified=modified,
            sequence=sequence(event),
            description=description(event, rule, language),
            place=", ".join(part for part in (event.place_name, event.address) if part),
            url=url,
            contact=", ".join(part for part in (event.contact_name, event.contact_phone, event.contact_email) if part),
            categories=(str(event.get_category_display()),),
            cancelled=event.cancelled,
            changes=tuple(changes),
            language=language,
            facts=facts(event),
        )


def facts(event: EventPage) -> dict[str, str | bool]:
    """Give the event's fields for a calendar that is read by another Dorpsplein."""
    found: dict[str, str | bool] = {name: getattr(event, name) for name in FACTS}
    return {**found, "description": clean_html(event.description)}


def description(event: EventPage, rule: Rule, language: str) -> str:
    """Give what a calendar tells below the title: the sentence, what it is, price and access."""
    facts = [str(_("Price: %(price)s") % {"price": event.price}) if event.price else str(_("Free"))]
    if event.wheelchair:
        facts.append(str(_("Wheelchairs can get in")))
    if event.hearing_loop:
        facts.append(str(_("There is a hearing loop")))
    if event.bring_someone:
        facts.append(str(_("Bring someone along")))
    parts = [event.cancelled_note if event.cancelled else "", sentence(rule, language), plain(event.description)]
    return "\n\n".join(part for part in (*parts, ". ".join(facts)) if part)


def calendar_events(events: Iterable[EventPage], base_url: str) -> list[CalendarEvent]:
    """Give many events of one agenda as plain data, with one query for all their changes.

    `base_url` is the full address of the agenda; an event lies below it.
    """
    pages = list(events)
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in OccurrenceChange.objects.filter(event__in=[page.pk for page in pages]).order_by("sort_order"):
        changes[change.event_id].append(change.as_change())
    made = (calendar_event(page, changes[page.pk], f"{base_url}{page.slug}/") for page in pages)
    return [event for event in made if event is not None]
