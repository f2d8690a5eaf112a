"""The agenda of a village: what is coming up, as a list, as a month, and as a calendar to subscribe to."""

import datetime as dt
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from agenda.categories import Category
from core.models import Alternate, BasePage, OtherFormsMixin

from .event_page import CALENDAR_TYPE, EventPage
from .occurrences import Occurrence

LISTED = 80  # occurrences in the list; the months show all
MONTHS_BACK, MONTHS_AHEAD = 11, 23  # what the table of occurrences holds


class AgendaPage(OtherFormsMixin, BasePage):
    """The list of what is coming up."""

    intro = models.TextField(_("intro"), blank=True, help_text=_("One or two sentences above the list."))

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["agenda.EventPage"]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def events(self, category: str = "") -> Any:
        """Give the live events below this page, of one kind where `category` names it, with their changes."""
        found = EventPage.objects.child_of(self).live().order_by("path").prefetch_related("changes")
        return found.filter(category=category) if category else found

    def occurrences(self, category: str = "") -> Any:
        """Give the occurrences of those events, by start."""
        if not self.path:
            return Occurrence.objects.none()
        return Occurrence.objects.in_village(self).in_category(category).with_events()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is coming up, by `?soort=` where it names a kind; another word there is passed over."""
        from agenda.listing import grouped

        category = request.GET.get("soort", "")
        category = category if category in Category.values else ""
        now = timezone.now()
        found = list(self.occurrences(category).not_ended(now)[: LISTED + 1])
        url = self.get_url(request) or ""
        return {
            **super().get_context(request, *args, **kwargs),
            "groups": grouped(found[:LISTED], timezone.localdate(now)),
            "is_cut": len(found) > LISTED,
            "category": category,
            "categories": [{"value": value, "label": label} for value, label in Category.choices],
            "month_url": f"{url}maand/{timezone.localdate(now):%Y-%m}/",
            "calendar_url": f"{url}agenda-{category}.ics" if category else f"{url}agenda.ics",
        }

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the iCalendar file of everything, and one per kind."""
        url = self.get_url(request)
        if not url:
            return []
        return [
            Alternate(f"{url}agenda.ics", CALENDAR_TYPE, f"{self.title} (iCalendar)"),
            *(
                Alternate(f"{url}agenda-{value}.ics", CALENDAR_TYPE, f"{self.title}: {label} (iCalendar)")
                for value, label in Category.choices
            ),
        ]

    @path("maand/<int:year>-<int:month>/", name="month")
    def month(self, request: HttpRequest, year: int, month: int) -> HttpResponseBase:
        """Answer with a month as a table.

        Raises:
            Http404: there is no such month, or it lies outside what the table of occurrences holds.
        """
        from agenda.listing import month_name, month_weeks, month_window

        today = timezone.localdate()
        months_away = (year - today.year) * 12 + month - today.month
        if not 1 <= month <= 12 or not -MONTHS_BACK <= months_away <= MONTHS_AHEAD:
            raise Http404
        occurrences = self.occurrences().between(*month_window(year, month))
        first = dt.date(year, month, 1)
        previous, following = first - dt.timedelta(days=1), (first + dt.timedelta(days=32)).replace(day=1)
        url = self.get_url(request)
        context = {
            "month_name": month_name(first),
            "weekdays": [str(WEEKDAYS[number]) for number in range(7)],
            "weeks": month_weeks(year, month, occurrences, today),
            "previous": _month_link(url, previous) if months_away > -MONTHS_BACK else None,
            "following": _month_link(url, following) if months_away < MONTHS_AHEAD else None,
        }
        return self.render(request, context_overrides=context, template="agenda/month.html")

    @path("agenda.ics", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with all events as an iCalendar file."""
        from agenda.calendars import calendar_response

        return calendar_response(request, self.events(), self._calendar_name())

    @path("agenda-<slug:category>.ics", name="category_calendar")
    def category_calendar(self, request: HttpRequest, category: str) -> HttpResponseBase:
        """Answer with the events of one kind as an iCalendar file.

        Raises:
            Http404: there is no such kind.
        """
        from agenda.calendars import calendar_response

        if category not in Category.values:
            raise Http404
        return calendar_response(request, self.events(category), f"{self._calendar_name()}: {Category(category).label}")

    def _calendar_name(self) -> str:
        """Tell one village's calendar from another's, where somebody follows several."""
        return f"{self.title} {self.get_parent().title}"


def _month_link(url: str | None, day: dt.date) -> dict[str, str]:
    from agenda.listing import month_name

    return {"url": f"{url}maand/{day:%Y-%m}/", "name": month_name(day)}
