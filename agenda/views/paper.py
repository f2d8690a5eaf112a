"""Posters and the month for the notice board, as PDF."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from wagtail.models import Page

from agenda.models import AgendaPage, EventPage
from agenda.sheets import event_poster, notice_board, printed_month, printed_poster
from agenda.views.months import check_month
from press.errors import PressError
from press.sheets import PaperSize


def poster_pdf(request: HttpRequest, event: EventPage, size: PaperSize) -> HttpResponseBase:
    """Answer with an event's poster; 503 in plain words where it cannot be printed just now.

    Raises:
        Http404: the event is called off, so nobody should hang it up.
    """
    if event.cancelled:
        raise Http404
    with translation.override(event.locale.language_code):
        poster = event_poster(event, request.village, event.get_full_url(request) or "")  # type: ignore[attr-defined]
    return _answer(request, event, lambda: printed_poster(poster, size), f"{event.slug}-{size}.pdf")


def month_pdf(request: HttpRequest, agenda: AgendaPage, year: int, month: int) -> HttpResponseBase:
    """Answer with a month for the notice board; 503 in plain words where it cannot be printed just now.

    Raises:
        Http404: there is no such month, or it lies outside the time for which occurrences are kept.
    """
    check_month(year, month)
    first = dt.date(year, month, 1)
    with translation.override(agenda.locale.language_code):
        sheet = notice_board(agenda, request.village, agenda.get_full_url(request) or "", first)  # type: ignore[attr-defined]
    return _answer(request, agenda, lambda: printed_month(sheet), f"agenda-{first:%Y-%m}.pdf")


def _answer(request: HttpRequest, page: Page, make: Callable[[], Path], filename: str) -> HttpResponseBase:
    try:
        path = make()
    except PressError:
        return render(request, "agenda/no_sheet.html", {"page": page}, status=503)
    etag = f'"{path.stem[:32]}"'
    response = get_conditional_response(request, etag) or FileResponse(
        path.open("rb"), content_type="application/pdf", filename=filename
    )
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response
