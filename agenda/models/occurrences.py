"""Each time that an event takes place: a derived, indexed table that can be rebuilt at any moment."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from agenda.schedule import Planned, Status
from agenda.spans import Span
from villages.freshness import true_until

# How long an occurrence of which no end is told stays in the lists.
UNTOLD_LENGTH = dt.timedelta(hours=2)


class OccurrenceQuerySet(models.QuerySet):
    """Occurrences of live events, by village and by time."""

    def in_village(self, place: Site | Page) -> "OccurrenceQuerySet":
        """Those in a site's first language, or in all agendas at or below a page."""
        from .agenda_page import AgendaPage

        page = place.root_page if isinstance(place, Site) else place
        if isinstance(page, AgendaPage):
            return self.filter(agenda=page)
        agendas = AgendaPage.objects.descendant_of(page, inclusive=True).order_by()  # type: ignore[attr-defined]
        return self.filter(agenda__in=agendas.values("pk"))

    def upcoming(self, place: Site | Page, now: dt.datetime) -> "OccurrenceQuerySet":
        """Those of a site or page that are still to come or going on at `now` (aware), soonest first.

        The cancelled are among them, to be shown as cancelled. An occurrence of which no end is told stays for two
        hours.
        """
        return self.in_village(place).not_ended(now).with_events()

    def not_ended(self, now: dt.datetime) -> "OccurrenceQuerySet":
        """Those that are still to come or going on at `now` (aware)."""
        return self.filter(listed_until__gt=now)

    def between(self, begin: dt.datetime, end: dt.datetime) -> "OccurrenceQuerySet":
        """Those that touch the time from `begin` up to, not including, `end` (aware)."""
        return self.filter(starts_at__lt=end).filter(models.Q(starts_at__gte=begin) | models.Q(ends_at__gt=begin))

    def in_category(self, category: str) -> "OccurrenceQuerySet":
        """Those of events of one category; all where it is empty."""
        return self.filter(event__category=category) if category else self

    def with_events(self) -> "OccurrenceQuerySet":
        """Fetch each one's event along, in order of starting."""
        return self.select_related("event__locale").order_by("starts_at", "event__title", "pk")


class Occurrence(models.Model):
    """One time that a live event takes place, or was to. Never edited: `agenda.rebuilding` makes them.

    `day` is the day that the series gave it (Europe/Brussels). `ends_at` equals `starts_at` where no end is told.
    """

    CANCELLED = Status.CANCELLED.value
    STATUSES = [
        (Status.SCHEDULED.value, _("As planned")),
        (Status.CANCELLED.value, _("Cancelled")),
        (Status.MOVED.value, _("Moved")),
    ]

    event = models.ForeignKey("agenda.EventPage", models.CASCADE, related_name="occurrences")
    agenda = models.ForeignKey("agenda.AgendaPage", models.CASCADE, related_name="+")
    day = models.DateField(_("day in the series"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    listed_until = models.DateTimeField(_("listed until"))
    all_day = models.BooleanField(_("all day"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default=Status.SCHEDULED.value)
    note = models.CharField(_("note"), max_length=250, blank=True)
    other_place = models.CharField(_("other place"), max_length=200, blank=True)
    words_language = models.CharField(_("language of note and other place"), max_length=10, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = [models.UniqueConstraint(fields=["event", "day"], name="one_occurrence_per_event_and_day")]
        indexes = [
            models.Index(fields=["agenda", "listed_until"], name="occurrence_to_come"),
            models.Index(fields=["agenda", "starts_at"], name="occurrence_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.event.title}, {self.starts_at:%Y-%m-%d %H:%M}"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Occurrence":
        """Read an occurrence; a kept page that shows it is made anew when it is over."""
        occurrence: Occurrence = super().from_db(*args, **kwargs)
        true_until(occurrence.listed_until)
        return occurrence

    @classmethod
    def of(cls, event: Any, plan: Planned) -> "Occurrence":
        """Give the unsaved occurrence of an event for what was planned."""
        all_off = event.cancelled and event.cancelled_note
        return cls(
            event=event,
            day=plan.day,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            listed_until=plan.ends_at if plan.ends_at > plan.starts_at else plan.starts_at + UNTOLD_LENGTH,
            all_day=plan.all_day,
            status=cls.CANCELLED if event.cancelled else plan.status.value,
            note=event.cancelled_note if all_off else plan.note,
            other_place=plan.place,
            words_language=event.cancelled_note_language if all_off else plan.language,
        )

    @property
    def cancelled(self) -> bool:
        """Tell whether it was called off."""
        return self.status == Status.CANCELLED

    @property
    def moved(self) -> bool:
        """Tell whether it was moved here from another day or time."""
        return self.status == Status.MOVED

    @property
    def place(self) -> str:
        """Give where it is held this time."""
        return self.other_place or self.event.place_name

    @property
    def span(self) -> Span:
        """Give from when to when it is held."""
        return Span(self.starts_at, self.ends_at, self.all_day)

    @property
    def local_day(self) -> dt.date:
        """Give the day on which it begins, Europe/Brussels."""
        return self.span.local_day

    @property
    def last_day(self) -> dt.date:
        """Give the last day on which it is held; a party that ends in the small hours has one day."""
        return self.span.last_day

    @property
    def several_days(self) -> bool:
        """Tell whether it lasts longer than a day and its night."""
        return self.span.several_days

    @property
    def time_words(self) -> str:
        """Give the times as people say them in the active language: "van 15 tot 17 uur", "de hele dag"."""
        return self.span.words(translation.get_language() or "nl")

    def get_url(self, request: Any = None) -> str:
        """Give the address of its event's page."""
        return self.event.get_url(request)
