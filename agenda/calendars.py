"""Events as iCalendar files: from pages to `agenda.calendar_file`, and the answer that carries them."""

import hashlib
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agenda.calendar_file import CONTENT_TYPE, CalendarEvent, calendar_file
from agenda.models import EventPage
from agenda.words import LANGUAGES

CACHE_SECONDS = 900


def calendar_event(page: EventPage, request: HttpRequest | None = None) -> CalendarEvent | None:
    """Give an event as a calendar takes it, in the language that is active; None for one without a right rule."""
    rule = page.saved_rule
    if rule is None:
        return None
    language = (translation.get_language() or "nl")[:2]
    modified = page.last_published_at or page.latest_revision_created_at or timezone.now()
    since = page.first_published_at or modified
    description = (page.sentence, strip_tags(page.description), page.price, accessibility(page))
    return CalendarEvent(
        uid=f"{page.translation_key}@dorpsplein",
        rule=rule,
        title=page.title,
        modified=modified,
        # Seconds since the event was first published: the number rises with each publication, as RFC 5545 wants.
        sequence=max(0, int((modified - since).total_seconds())),
        description="\n\n".join(part for part in description if part),
        place=", ".join(part for part in (page.place_name, page.address) if part),
        url=page.get_full_url(request) or "",
        contact=", ".join(part for part in (page.contact_name, page.contact_phone) if part),
        categories=(str(page.get_category_display()),),
        changes=page.planned_changes(),
        language=language if language in LANGUAGES else "nl",
    )


def accessibility(page: EventPage) -> str:
    """Give in words what the place offers to who needs it."""
    offers = (page.wheelchair and _("Accessible by wheelchair"), page.hearing_loop and _("Hearing loop"))
    return ", ".join(offer for offer in offers if offer)


def calendar_response(request: HttpRequest, pages: Iterable[EventPage], name: str) -> HttpResponseBase:
    """Answer with an iCalendar file, or with 304 where the asker has it already."""
    found = [event for page in pages if (event := calendar_event(page, request)) is not None]
    data = calendar_file(found, name, url=request.build_absolute_uri())
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    modified = int(max(event.modified for event in found).timestamp()) if found else None
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{slugify(name) or "agenda"}.ics"'
    response["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    answer = get_conditional_response(request, etag=etag, last_modified=modified, response=response)
    return answer or response
