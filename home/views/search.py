"""Searching what a village has in public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.searching.finding import Answer, search_village

MAX_QUERY = 200  # characters


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what this village has on the words of `?q=`, in the language of the address, grouped by kind."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]
    site = Site.find_for_request(request)
    answer = search_village(site, translation.get_language() or "nl", query) if site else Answer()
    return render(request, "search/search.html", {"query": query, "answer": answer})
