"""A village's colours as a stylesheet of its own, since the Content-Security-Policy allows no inline style."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from core.colour import stylesheet


def _etag(request: HttpRequest) -> str:
    return f'"{_colour(request)}"'


def _colour(request: HttpRequest) -> str:
    return request.village.look.colour  # type: ignore[attr-defined]


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def village_stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the custom properties that carry the village's colour, for light and dark."""
    return HttpResponse(stylesheet(_colour(request)), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_etag)
def village_icon(request: HttpRequest) -> HttpResponse:
    """Give the village's first letter on its colour, for the browser's tab."""
    letter = escape(request.village.name[:1].upper())  # type: ignore[attr-defined]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" fill="{_colour(request)}"/>'
        f'<text x="16" y="23" font-family="Georgia,serif" font-size="21" text-anchor="middle" fill="#fff">{letter}</text></svg>'
    )
    return HttpResponse(svg, content_type="image/svg+xml")
