"""Calendar files to subscribe to."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.views.decorators.http import condition

from agenda.calendar_file import CONTENT_TYPE, calendar_file
from agenda.calendars import calendar_event, calendar_events
from agenda.models import AgendaPage, CalendarStamp, EventPage

# Part of every ETag: raise it when the same events make another file.
FORMAT = "2"
MINUTES_FRESH = 15


def agenda_calendar(request: HttpRequest, agenda: AgendaPage, category: str) -> HttpResponseBase:
    """Answer with an agenda's live events of one kind, or all, as iCalendar; 304 to who has it already."""
    url = agenda.get_full_url(request)

    def make() -> bytes:
        events = calendar_events(agenda.events(category), url)
        label = events[0].categories[0] if category and events else ""
        name = " · ".join(part for part in (_village_name(request), agenda.title, label) if part)
        return calendar_file(events, name, url=request.build_absolute_uri(request.path))

    changed_at = CalendarStamp.objects.filter(agenda=agenda.pk).values_list("changed_at", flat=True).first()
    return answer(request, changed_at or agenda.last_published_at, f"{agenda.pk}/{category}", make, CONTENT_TYPE)


def event_calendar(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    """Answer with one event and its changes as iCalendar; 304 to who has it already."""

    def make() -> bytes:
        made = calendar_event(event, event.planned_changes(), event.get_full_url(request) or "")
        return calendar_file([made] if made else [], event.title)

    response = answer(request, event.last_published_at, f"{event.pk}", make, CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{event.slug}.ics"'
    return response


def answer(
    request: HttpRequest,
    changed_at: dt.datetime | None,
    identity: str,
    make: Callable[[], bytes],
    content_type: str,
) -> HttpResponseBase:
    """Answer with what `make` gives, or 304 where the reader has it since it last changed (RFC 9110, section 13)."""
    facts = f"{FORMAT}|{identity}|{changed_at.isoformat() if changed_at else ''}|{request.get_host()}"
    etag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'

    @condition(etag_func=lambda request: etag, last_modified_func=lambda request: changed_at)
    def respond(request: HttpRequest) -> HttpResponse:
        return HttpResponse(make(), content_type=content_type)

    response = respond(request)
    response["Cache-Control"] = f"public, max-age={MINUTES_FRESH * 60}"
    if changed_at and "Last-Modified" not in response:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _village_name(request: HttpRequest) -> str:
    from wagtail.models import Site

    site = Site.find_for_request(request)
    return site.site_name if site else ""
