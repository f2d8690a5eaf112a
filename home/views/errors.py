"""What a visitor sees when a request can't be answered: in the look of the village, and without asking the database."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from core.failures import failed_part


def _name(request: HttpRequest) -> str:
    # The village came with its site; before the village is known, or on the platform's host, there is no name.
    return getattr(getattr(request, "village", None), "name", "")


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer that something went wrong on our side (500), or that a part does not answer just now (503), and which."""
    part = failed_part(sys.exc_info()[1])
    if part is not None:
        response = HttpResponse(render_to_string("503.html", {"name": _name(request), "part": part}), status=503)
        response.headers["Retry-After"] = "30"
        response.headers["Cache-Control"] = "no-store"
        return response
    return HttpResponseServerError(render_to_string("500.html", {"name": _name(request)}))


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer that the request makes no sense (400)."""
    return HttpResponseBadRequest(render_to_string("400.html", {"name": _name(request)}))
