"""What search engines read: a route as https://schema.org/TouristTrip, in JSON-LD."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

#: What could end the script element, as JSON escapes (as Django's `json_script` does).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def trip_data(page: Any, request: HttpRequest | None) -> SafeString:
    """Give the JSON of a route and its stops, safe inside a script element."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "TouristTrip",
        "name": page.title,
        "description": page.intro or strip_tags(page.description),
        "url": page.get_full_url(request),
        "inLanguage": page.locale.language_code,
        "itinerary": {
            "@type": "ItemList",
            "numberOfItems": len(page.ordered_stops),
            "itemListElement": [
                {"@type": "ListItem", "position": number, "item": _stop_data(stop)}
                for number, stop in enumerate(page.ordered_stops, start=1)
            ],
        },
    }
    # Safe: the three characters that mean something to an HTML parser inside a script are escaped.
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308


def _stop_data(stop: Any) -> dict[str, Any]:
    place = stop.place
    data: dict[str, Any] = {"@type": "TouristAttraction", "name": stop.title, "description": strip_tags(stop.text)}
    if place:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": round(place[0], 6), "longitude": round(place[1], 6)}
    return data
