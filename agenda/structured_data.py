"""What search engines read: an event as https://schema.org/Event, in JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from agenda.models import EventPage, Occurrence

#: What could end the script element, as JSON escapes (as Django's `json_script` does).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_STATUS = {"scheduled": "EventScheduled", "cancelled": "EventCancelled", "moved": "EventRescheduled"}


def event_data(page: EventPage, coming: Sequence[Occurrence], request: HttpRequest | None) -> SafeString:
    """Give the JSON of an event's next dates, one schema.org Event each, safe inside a script element."""
    common = _common(page, request)
    data = [{**common, **_times(occurrence)} for occurrence in coming]
    text = json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False)
    # Safe: the three characters that mean something to an HTML parser inside a script are escaped.
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308


def _common(page: EventPage, request: HttpRequest | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "description": strip_tags(page.description) or page.sentence,
        "url": page.get_full_url(request),
        "inLanguage": page.locale.language_code,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": not page.price,
        "organizer": {"@type": "Person", "name": page.contact_name, "telephone": page.contact_phone},
    }
    return data


def _times(occurrence: Occurrence) -> dict[str, Any]:
    event = occurrence.event
    place: dict[str, Any] = {"@type": "Place", "name": occurrence.place}
    if event.address and not occurrence.other_place:
        place["address"] = event.address
    if event.wheelchair and not occurrence.other_place:
        place["amenityFeature"] = {
            "@type": "LocationFeatureSpecification",
            "name": _("Accessible by wheelchair"),
            "value": True,
        }
    start, end = timezone.localtime(occurrence.starts_at), timezone.localtime(occurrence.ends_at)
    data: dict[str, Any] = {
        "startDate": occurrence.local_day.isoformat() if occurrence.all_day else start.isoformat(),
        "eventStatus": f"https://schema.org/{_STATUS[occurrence.status]}",
        "location": place,
    }
    if occurrence.moved:
        data["previousStartDate"] = occurrence.day.isoformat()
    if occurrence.all_day:
        data["endDate"] = occurrence.last_day.isoformat()
    elif end > start:
        data["endDate"] = end.isoformat()
    return data
