"""The agenda of a month as a table."""

import datetime as dt

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone, translation

from agenda.categories import category_named
from agenda.listing import Link, month_name, month_title, month_weeks, month_window
from agenda.models import AgendaPage
from agenda.words import language_of

MONTHS_BACK, MONTHS_AHEAD = 11, 23  # what the table of occurrences holds


def month_page(request: HttpRequest, agenda: AgendaPage, year: int, month: int) -> HttpResponseBase:
    """Answer with a month of an agenda, of the kind that `?soort=` asks for.

    Raises:
        Http404: there is no such month, or it lies outside the time for which occurrences are kept.
    """
    today = timezone.localdate()
    months_away = check_month(year, month)
    category = category_named(request.GET.get("soort", ""))
    occurrences = agenda.occurrences(category).between(*month_window(year, month))
    first = dt.date(year, month, 1)
    before, after = first - dt.timedelta(days=1), (first + dt.timedelta(days=32)).replace(day=1)
    words = language_of(translation.get_language() or "nl")
    context = {
        "page": agenda,
        "self": agenda,
        "alternates": agenda.alternates(request),
        "month_title": month_title(first),
        "weekdays": [words.weekday(number) for number in range(7)],
        "weeks": month_weeks(year, month, occurrences, today, agenda.get_url(request) or ""),
        "category": category,
        "categories": agenda.category_links(agenda.month_url(first, request), category),
        "previous": _link(agenda, before, request, category) if months_away > -MONTHS_BACK else None,
        "next": _link(agenda, after, request, category) if months_away < MONTHS_AHEAD else None,
        "pdf_url": f"{agenda.month_url(first, request)}prikbord.pdf",
        **agenda.form_urls(request, category),
    }
    request.village_page = agenda  # type: ignore[attr-defined]
    return TemplateResponse(request, "agenda/month.html", context)


def check_month(year: int, month: int) -> int:
    """Give how many months a month lies ahead of this one.

    Raises:
        Http404: there is no such month, or it lies outside the time for which occurrences are kept.
    """
    today = timezone.localdate()
    months_away = (year - today.year) * 12 + month - today.month
    if not 1 <= month <= 12 or not -MONTHS_BACK <= months_away <= MONTHS_AHEAD:
        raise Http404
    return months_away


def _link(agenda: AgendaPage, day: dt.date, request: HttpRequest, category: str) -> Link:
    return Link(month_name(day), agenda.month_url(day, request, category))
