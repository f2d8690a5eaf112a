"""An event, once or again and again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from agenda.categories import Category
from agenda.event_form import EventPageForm
from agenda.panels import event_edit_handler
from agenda.recurrence import Rule
from agenda.schedule import Change, schedule
from core.languages import in_first_language
from core.models import Alternate, BasePage, OtherFormsMixin
from core.telephone import validate_phone
from villages.freshness import true_until

from .occurrences import UNTOLD_LENGTH, Occurrence
from .when import EXCEPTIONS, WhenMixin

CALENDAR_TYPE = "text/calendar"
NEXT_SHOWN = 8
# Most events have their next times in the near window; the far one is what the table of occurrences holds.
WINDOWS = (dt.timedelta(days=130), dt.timedelta(days=731))


class EventPage(OtherFormsMixin, WhenMixin, BasePage):
    """What is held, when, where, and whom to call about it."""

    category = models.CharField(_("kind"), max_length=10, choices=Category.choices, default=Category.MEETING)
    description = RichTextField(
        _("description"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("What happens, and for whom? A few sentences."),
    )
    photo = models.ForeignKey(
        "core.VillageImage", models.SET_NULL, verbose_name=_("photo"), null=True, blank=True, related_name="+"
    )
    photo_alt = models.CharField(
        _("what is to be seen"),
        max_length=250,
        blank=True,
        help_text=_(
            "For somebody who does not see the photo. Empty: the description that stands with the photo itself."
        ),
    )
    place_name = models.CharField(_("place"), max_length=200, help_text=_('Such as "Zaal De Linde".'))
    address = models.CharField(_("address"), max_length=250, blank=True)
    wheelchair = models.BooleanField(_("accessible by wheelchair"), default=False)
    hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    price = models.CharField(_("price"), max_length=150, blank=True, help_text=_("Empty: free."))
    bring_someone = models.BooleanField(
        _("bring someone along"), default=False, help_text=_("Invites people to take a neighbour with them.")
    )
    contact_name = models.CharField(_("contact person"), max_length=120)
    contact_phone = models.CharField(
        _("phone number"), max_length=25, validators=[validate_phone], help_text=_("Not everybody is online.")
    )
    contact_email = models.EmailField(_("e-mail"), blank=True)
    for_neighbours = models.BooleanField(
        _("for the neighbouring villages too"),
        default=False,
        help_text=_(
            "Villages that chose yours as a neighbour then show title, dates and place on their own site, with a link to here."
        ),
    )
    cancelled = models.BooleanField(
        _("everything is called off"), default=False, help_text=_("It stays visible, struck through.")
    )
    cancelled_note = models.CharField(_("why, in one line"), max_length=250, blank=True)
    # Of a translation: what that line translates, and its language while nobody has translated it.
    cancelled_note_of = models.CharField(max_length=250, blank=True, editable=False)
    cancelled_note_language = models.CharField(max_length=10, blank=True, editable=False)

    edit_handler = event_edit_handler()
    base_form_class = EventPageForm
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("description"),
        index.SearchField("place_name"),
        index.SearchField("address"),
        index.SearchField("contact_name"),
        index.FilterField("category"),
    ]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(TranslatableField(name) for name in ("description", "photo_alt", "place_name", "price", "cancelled_note")),
        *(SynchronizedField(field.name, overridable=False) for field in WhenMixin._meta.local_fields),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "category",
                "address",
                "wheelchair",
                "hearing_loop",
                "bring_someone",
                "for_neighbours",
                "cancelled",
                *EXCEPTIONS,
            )
        ),
        *(SynchronizedField(name) for name in ("photo", "contact_name", "contact_phone", "contact_email")),
    ]
    shown_with = ("photo",)
    parent_page_types = ["agenda.AgendaPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def alternative_text(self) -> str:
        """What the photo shows, in words."""
        return self.photo_alt or (in_first_language(self.photo.description) if self.photo else "")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the rule's text with what it follows from."""
        self.remember_rule()
        return super().save(*args, **kwargs)

    def planned_changes(self) -> tuple[Change, ...]:
        """Give the changes to single dates as plain data; of a draft too."""
        changes: Any = self
        return tuple(change.as_change() for change in sorted(changes.changes.all(), key=lambda change: change.day))

    def coming(self, now: dt.datetime, number: int = NEXT_SHOWN) -> list[Occurrence]:
        """Give the next times, unsaved, made of the event itself: a draft that is previewed has none in the table."""
        rule = self.known_rule
        return self.coming_by(rule, self.planned_changes(), now, number) if rule else []

    @property
    def drafted_sentence(self) -> str:
        """The sentence of the rule as its fields give it now, also where this is a draft that was never published."""
        return self.sentence_of(self.known_rule)

    def coming_now(self) -> list[Occurrence]:
        """Give the next times from this moment on, for a template."""
        return self.coming(timezone.now())

    def coming_by(
        self, rule: Rule, changes: Iterable[Change], now: dt.datetime, number: int = NEXT_SHOWN
    ) -> list[Occurrence]:
        """Give the next times, unsaved, as a rule and changes would have them that are not the event's own yet."""
        changes = list(changes)
        found: list[Occurrence] = []
        begins = max(now, rule.moment(rule.day).starts_at)
        for ahead in WINDOWS:
            planned = schedule(rule, changes, now - UNTOLD_LENGTH, begins + ahead)
            found = [o for o in (Occurrence.of(self, plan) for plan in planned) if o.listed_until > now]
            if len(found) >= number:
                break
        for occurrence in found[:number]:
            true_until(occurrence.listed_until)
        return found[:number]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the next dates, the sentence and what search engines want to know; of a draft, as it would be."""
        from agenda.structured_data import event_data

        coming = self.coming(timezone.now())
        return {
            **super().get_context(request, *args, **kwargs),
            "coming": coming,
            "sentence": self.sentence_of(self.known_rule),
            "calendar_url": self.calendar_url(request),
            "webcal_url": f"webcal://{request.get_host()}{self.calendar_url(request)}" if self.path else "",
            "subscribe_url": f"{self.get_parent().get_url(request)}abonneren/" if self.path else "",
            "structured_data": event_data(self, coming, request),
        }

    def calendar_url(self, request: HttpRequest | None = None) -> str:
        """Give the address of the iCalendar file; empty for a page that has no address yet."""
        url = self.get_url(request)
        return f"{url}agenda.ics" if url else ""

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the iCalendar file."""
        href = self.calendar_url(request)
        return (
            [Alternate(href, CALENDAR_TYPE, _now("%(title)s, for your calendar") % {"title": self.title})]
            if href
            else []
        )

    @path("agenda.ics", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the event as an iCalendar file."""
        from agenda.views.calendars import event_calendar

        return event_calendar(request, self)

    @path("poster-a4.pdf", name="poster_a4")
    def poster_a4(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the poster on A4."""
        from agenda.views.paper import poster_pdf

        return poster_pdf(request, self, "a4")

    @path("poster-a5.pdf", name="poster_a5")
    def poster_a5(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the poster on A5."""
        from agenda.views.paper import poster_pdf

        return poster_pdf(request, self, "a5")
