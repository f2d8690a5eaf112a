"""What is on in the village and in the villages around it."""

import heapq
from dataclasses import asdict
from operator import itemgetter
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone

from agenda.categories import category_named
from agenda.listing import group_by_time, listed
from agenda.models import AgendaPage
from agenda.models.agenda_page import LISTED
from agenda.nearby import shared_nearby
from villages.neighbours import neighbours_of


def nearby_page(request: HttpRequest, agenda: AgendaPage) -> HttpResponseBase:
    """Answer with the village's own events and what its neighbours share, in one list by day.

    Raises:
        Http404: the village has no neighbours.
    """
    village = request.village  # type: ignore[attr-defined]
    neighbours = neighbours_of(village)
    if not neighbours:
        raise Http404
    now = timezone.now()
    category = category_named(request.GET.get("soort", ""))
    own: list[Any] = listed(agenda.occurrences(category).not_ended(now), agenda, request, LISTED)
    others = map(asdict, shared_nearby(village, now, category))
    found = list(heapq.merge(own, others, key=itemgetter("starts_at")))[:LISTED]
    url = agenda.get_url(request) or ""
    context = {
        "page": agenda,
        "self": agenda,
        "alternates": agenda.alternates(request),
        "neighbours": neighbours,
        "category": category,
        "categories": agenda.category_links(f"{url}in-de-buurt/", category),
        "sections": group_by_time(found, timezone.localdate(now)),
    }
    request.village_page = agenda  # type: ignore[attr-defined]
    return TemplateResponse(request, "agenda/nearby.html", context)
