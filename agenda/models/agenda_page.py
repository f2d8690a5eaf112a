"""The agenda of a village: what is coming up, as a list, as a month, and as a calendar to subscribe to."""

import datetime as dt
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path, re_path
from wagtail.search import index

from agenda.categories import SLUGS, Category, category_named
from agenda.listing import Link
from core.models import Alternate, BasePage, OtherFormsMixin
from villages.freshness import true_until

from .event_page import CALENDAR_TYPE, EventPage
from .occurrences import Occurrence, OccurrenceQuerySet

LISTED = 40  # occurrences in the list; the months show all


class AgendaPage(OtherFormsMixin, BasePage):
    """The list of what is coming up."""

    intro = models.TextField(_("intro"), blank=True, help_text=_("One or two sentences above the list."))

    carried_over = ("intro",)  # by a new village: villages/carrying_over.py

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["agenda.EventPage"]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def events(self, category: str = "") -> Any:
        """Give the live events below this page, of one kind where `category` names it."""
        if not self.path:
            return EventPage.objects.none()
        found = EventPage.objects.child_of(self).live().select_related("locale").order_by("path")
        return found.filter(category=category) if category else found

    def shown_below(self) -> Any:
        """Give the events that are still to come, soonest first; a kept page with them is made anew when one is over."""
        coming = Occurrence.objects.in_village(self).not_ended(timezone.now())
        over = coming.aggregate(models.Min("listed_until"))["listed_until__min"]
        if over:
            true_until(over)
        first = coming.filter(event=models.OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
        return self.events().alias(first=models.Subquery(first)).filter(first__isnull=False).order_by("first")

    def occurrences(self, category: str = "") -> OccurrenceQuerySet:
        """Give the occurrences of those events, by start."""
        if not self.pk:
            return Occurrence.objects.none()
        return Occurrence.objects.in_village(self).in_category(category).with_events()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is coming up, by `?soort=` where it names a kind; another word there is passed over."""
        from agenda.listing import group_by_time, listed

        now = timezone.now()
        category = category_named(request.GET.get("soort", ""))
        found = listed(self.occurrences(category).not_ended(now), self, request, LISTED + 1)
        after = found[LISTED]["local_day"] if len(found) > LISTED else None
        return {
            **super().get_context(request, *args, **kwargs),
            "category": category,
            "categories": self.category_links(self.get_url(request) or "", category),
            "sections": group_by_time(found[:LISTED], timezone.localdate(now)),
            "more_url": self.month_url(after, request, category) if after else "",
            "month_url": self.month_url(timezone.localdate(now), request, category),
            "nearby_url": self.nearby_url(request),
            "pdf_url": f"{self.month_url(timezone.localdate(now), request)}prikbord.pdf",
            **self.form_urls(request, category),
        }

    def nearby_url(self, request: HttpRequest) -> str:
        """Give the address of the list with the neighbouring villages; empty where the village chose none."""
        village = getattr(request, "village", None)
        has_neighbours = village is not None and village.neighbours.exists()
        return f"{self.get_url(request) or ''}in-de-buurt/" if has_neighbours else ""

    def category_links(self, url: str, current: str) -> list[Link]:
        """Give a plain link for everything and one for each kind, below an address."""
        links = [Link(_now("Everything"), url, active=not current)]
        links.extend(
            Link(str(label), f"{url}?soort={SLUGS[value]}", active=value == current)
            for value, label in Category.choices
        )
        return links

    def month_url(self, day: dt.date, request: HttpRequest | None = None, category: str = "") -> str:
        """Give the address of the month of a day, with the kind that was chosen."""
        query = f"?soort={SLUGS[category]}" if category else ""
        return f"{self.get_url(request) or ''}maand/{day:%Y-%m}/{query}"

    def form_urls(self, request: HttpRequest | None, category: str = "") -> dict[str, str]:
        """Give the addresses of the calendar (of one kind, or of all) and the feeds."""
        url = self.get_url(request) or ""
        return {
            "calendar_url": f"{url}{SLUGS.get(category, 'agenda')}.ics",
            "subscribe_url": f"{url}abonneren/{f'?soort={SLUGS[category]}' if category else ''}",
            "rss_url": f"{url}rss.xml",
            "json_url": f"{url}agenda.json",
        }

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the calendar and the feeds."""
        url = self.get_url(request)
        if not url:
            return []
        calendar_title = _now("%(title)s, for your calendar") % {"title": self.title}
        return [
            Alternate(f"{url}agenda.ics", CALENDAR_TYPE, calendar_title),
            Alternate(f"{url}rss.xml", "application/rss+xml", self.title),
            Alternate(f"{url}agenda.json", "application/feed+json", self.title),
        ]

    @re_path(r"^maand/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/$", name="month")
    def month(self, request: HttpRequest, year: str, month: str) -> HttpResponseBase:
        """Answer with a month as a table."""
        from agenda.views.months import month_page

        return month_page(request, self, int(year), int(month))

    @re_path(r"^maand/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/prikbord\.pdf$", name="month_pdf")
    def month_pdf(self, request: HttpRequest, year: str, month: str) -> HttpResponseBase:
        """Answer with a month on one A4 for the notice board."""
        from agenda.views.paper import month_pdf

        return month_pdf(request, self, int(year), int(month))

    @path("abonneren/", name="subscribe")
    def subscribe(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with how to get the agenda into one's own calendar."""
        from agenda.views.subscribing import subscribe_page

        return subscribe_page(request, self)

    @path("<slug:name>.svg", name="calendar_qr")
    def calendar_qr(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Answer with the QR code of a calendar's address."""
        from agenda.views.subscribing import calendar_qr

        return calendar_qr(request, self, name)

    @path("in-de-buurt/", name="nearby")
    def nearby(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with what is on here and in the neighbouring villages that share."""
        from agenda.views.nearby import nearby_page

        return nearby_page(request, self)

    @path("rss.xml", name="rss")
    def rss(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the coming occurrences as RSS."""
        from agenda.views.feeds import agenda_rss

        return agenda_rss(request, self)

    @path("agenda.json", name="json")
    def json(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the coming occurrences as a JSON Feed."""
        from agenda.views.feeds import agenda_json

        return agenda_json(request, self)

    @path("<slug:name>.ics", name="calendar")
    def calendar(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Answer with all events (`agenda.ics`), or those of one kind (`sport.ics`), as an iCalendar file.

        Raises:
            Http404: there is no such kind.
        """
        from agenda.views.calendars import agenda_calendar

        category = category_named(name)
        if name != "agenda" and not category:
            raise Http404
        return agenda_calendar(request, self, category)


class CalendarStamp(models.Model):
    """When something in an agenda last came, changed or went: calendars need not be made to say "unchanged"."""

    agenda = models.OneToOneField(AgendaPage, models.CASCADE, related_name="calendar_stamp", primary_key=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("state of a calendar")
        verbose_name_plural = _("states of calendars")

    def __str__(self) -> str:
        return f"{self.agenda_id}: {self.changed_at:%Y-%m-%d %H:%M}"
