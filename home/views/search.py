"""Searching a village's public pages."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from agenda.models import EventPage
from dorpskrant.models import ArticlePage, EditionPage
from dorpskrant.scanning import find_scans
from fietsroutes.models import RoutePage
from home.models import InformationPage

MAX_QUERY = 200  # characters
PER_GROUP = 20
WORDS = re.compile(r"\w+")  # signs have a meaning of their own in the full-text engines: people mean the words

GROUPS = (
    (_("Articles"), ArticlePage),
    (_("Editions"), EditionPage),
    (_("Agenda"), EventPage),
    (_("Cycling routes"), RoutePage),
    (_("Information"), InformationPage),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what this village has on the words of `?q=`, in the language of the address, grouped by kind."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]
    words = " ".join(WORDS.findall(query))
    groups = _find(request, words) if words else []
    site = Site.find_for_request(request)
    scans = find_scans(site.root_page, words)[:PER_GROUP] if words and site else []
    return render(request, "search/search.html", {"query": query, "groups": groups, "scans": scans})


def _find(request: HttpRequest, query: str) -> list[tuple[str, list[Any]]]:
    site = Site.find_for_request(request)
    assert site is not None
    home = site.root_page.localized
    found = []
    for label, model in GROUPS:
        pages: Any = model.objects.descendant_of(home).live().public()
        results = list(pages.search(query)[:PER_GROUP])
        if results:
            found.append((str(label), results))
    return found
