"""A village's colours as a stylesheet of its own, since the Content-Security-Policy allows no inline style."""

from django.http import HttpRequest, HttpResponse
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
