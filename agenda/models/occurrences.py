"""The occurrences of all events: derived from their rules, so that a list is one query."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from agenda.sentence import language_of
from villages.scope import PATH_END

from .changes import OccurrenceStatus

_HOME_DEPTH = 2


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Occurrences of events that residents may see; instants are aware."""

    def below(self, page: Page) -> Self:
        """Give those of live events below a page, each with its event, by start."""
        # A range, which an index answers; "starts with" would be LIKE, which on SQLite reads every row.
        return (
            self.filter(event__live=True, event__path__gt=page.path, event__path__lt=page.path + PATH_END)
            .select_related("event")
            .order_by("starts_at", "pk")
        )

    def in_village(self, place: Page | Site) -> Self:
        """Give those of a site, or of the village and language that a page belongs to."""
        page = place.root_page if isinstance(place, Site) else place
        if page.depth > _HOME_DEPTH:
            page = Page(path=page.path[: _HOME_DEPTH * Page.steplen])
        return self.below(page)

    def upcoming(self, place: Page | Site, now: dt.datetime) -> Self:
        """Give those of a village that have not ended yet, the soonest first; the cancelled stay in."""
        return self.in_village(place).not_ended(now)

    def not_ended(self, now: dt.datetime) -> Self:
        """Leave out what has ended, and what has begun without telling when it ends."""
        return self.filter(models.Q(ends_at__gt=now) | models.Q(starts_at__gte=now))

    def between(self, begin: dt.datetime, end: dt.datetime) -> Self:
        """Give those that touch the window from `begin` up to, not including, `end`."""
        return self.filter(models.Q(ends_at__gt=begin) | models.Q(starts_at__gte=begin), starts_at__lt=end)


class Occurrence(models.Model):
    """One time that a live event takes place, or would have.

    `day` is the day that the rule gave it, `starts_at` and `ends_at` when it is held now. An all-day occurrence ends at
    the midnight after its last day; where no end is told, `ends_at` equals `starts_at`.
    """

    Status = OccurrenceStatus

    event = models.ForeignKey("agenda.EventPage", models.CASCADE, related_name="occurrences")
    day = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    all_day = models.BooleanField(_("all day"), default=False)
    status = models.CharField(
        _("what happens"), max_length=10, choices=OccurrenceStatus.choices, default=OccurrenceStatus.SCHEDULED
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    place = models.CharField(_("other place"), max_length=200, blank=True)

    objects: Any = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = [models.UniqueConstraint(fields=["event", "day"], name="one_occurrence_a_day")]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="agenda_occurrence_when")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.day}"

    @property
    def first_day(self) -> dt.date:
        """The day on which it is held now, in Brussels."""
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> dt.date:
        """The last day on which it is held; one that ends in the night counts for the evening before."""
        if self.all_day:
            return timezone.localdate(self.ends_at - dt.timedelta(hours=12))
        end = timezone.localtime(self.ends_at)
        ends_in_the_night = end.date() - self.first_day == dt.timedelta(days=1) and end.hour < 9
        return self.first_day if ends_in_the_night else end.date()

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called off."""
        return self.status == OccurrenceStatus.CANCELLED

    @property
    def is_moved(self) -> bool:
        """Whether it is held at another time than the series says."""
        return self.status == OccurrenceStatus.MOVED

    @property
    def where(self) -> str:
        """The place where it is held this time."""
        return self.place or self.event.place_name

    @property
    def time_text(self) -> str:
        """When on the day, as people say it: "van 15 tot 17 uur", "om 20 uur", "de hele dag", "tot en met 3 mei"."""
        words = language_of(translation.get_language() or "nl")
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        if self.last_day > self.first_day:
            until = f"{words.range_words[1]} {words.date(self.last_day, year=False, weekday=True)}"
            return until if self.all_day else f"{words.time_span(start.time(), None)}, {until}"
        if self.all_day:
            return words.all_day
        return words.time_span(start.time(), end.time() if self.ends_at > self.starts_at else None)
