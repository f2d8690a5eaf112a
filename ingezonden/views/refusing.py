"""A short answer to who asks too much: no query, no page around it, nothing read of what was sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers


def refused(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """Give the words of a refusal with the way back to the form, where the browser still has what was written."""
    context = {"text": text, "village_name": request.village.name}  # type: ignore[attr-defined]
    response = render(request, "ingezonden/refused.html", context, status=status)
    add_never_cache_headers(response)
    if status == 429:
        response.headers["Retry-After"] = "600"  # seconds
    return response
