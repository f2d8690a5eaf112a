"""Calendars of associations that a village takes over, and what came from them."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from agenda.categories import Category
from agenda.incoming.form import CalendarSourceForm
from agenda.incoming.reports import report_lines, report_summary
from agenda.models.looking import Looking
from core.dates import spoken_datetime
from core.telephone import validate_phone


class CalendarSource(Looking):
    """An iCalendar feed or file of an association whose events the village's agenda shows too."""

    class Outcome(models.TextChoices):
        """How the last look at the calendar ended."""

        NEVER = "", _("not looked at yet")
        READ = "read", _("read")
        SAME = "same", _("nothing changed")
        FAILED = "failed", _("did not work")

    village = models.ForeignKey("villages.Village", models.CASCADE, related_name="calendar_sources", editable=False)
    name = models.CharField(_("whose calendar"), max_length=120, help_text=_('Such as "Turnkring De Zwaluw".'))
    url = models.CharField(
        _("web address of the calendar"),
        max_length=500,
        blank=True,
        help_text=_(
            "Ask the association for its calendar's address for subscribers: it often ends in .ics or begins with webcal://. "
            "It is looked at every hour."
        ),
    )
    publish = models.BooleanField(
        _("put its events on the site at once"),
        default=False,
        help_text=_("Off: they wait as drafts until somebody publishes them."),
    )
    active = models.BooleanField(_("look every hour"), default=True)
    category = models.CharField(_("kind"), max_length=10, choices=Category.choices, default=Category.MEETING)
    place_name = models.CharField(
        _("place"), max_length=200, help_text=_("Is filled in where the calendar itself tells no place.")
    )
    contact_name = models.CharField(
        _("contact person"), max_length=120, help_text=_("Whom residents may call about these events.")
    )
    contact_phone = models.CharField(_("phone number"), max_length=25, validators=[validate_phone])

    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    read_again_at = models.DateTimeField(null=True, editable=False)  # lists of dates out of a rule grow older
    checked_at = models.DateTimeField(_("last looked at"), null=True, editable=False)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True, editable=False)
    report = models.JSONField(default=dict, editable=False)

    base_form_class = CalendarSourceForm
    panels = [
        HelpPanel(template="agenda/admin/source_result.html"),
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("url"), FieldPanel("file"), FieldPanel("active")], _("Where it comes from")),
        MultiFieldPanel([FieldPanel("publish"), FieldPanel("category")], _("How it appears")),
        MultiFieldPanel(
            [FieldPanel("place_name"), FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")])],
            _("For every event"),
        ),
    ]

    class Meta:
        verbose_name = _("calendar of an association")
        verbose_name_plural = _("calendars of associations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def result(self) -> str:
        """The last result, or how far the look is, in one plain line of the active language."""
        if self.is_looking:
            return self.looking_words
        return report_summary(self.outcome, self.report)

    @property
    def result_lines(self) -> list[str]:
        """What should be known besides: each event that was not taken, and why."""
        return report_lines(self.report)

    @property
    def checked_words(self) -> str:
        """When it was last looked at, as people say it."""
        return spoken_datetime(timezone.localtime(self.checked_at)) if self.checked_at else ""


class ImportedEvent(models.Model):
    """What became of one event of a calendar: its page here, and the values that the calendar gave last.

    `values` tells what an editor changed: what differs from it is hers, and stays. Without `event` she threw the page away.
    """

    source = models.ForeignKey(CalendarSource, models.CASCADE, related_name="events")
    uid = models.CharField(max_length=255)
    event = models.ForeignKey("agenda.EventPage", models.SET_NULL, null=True, related_name="+")
    values: Any = models.JSONField(default=dict)
    gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event out of a calendar")
        verbose_name_plural = _("events out of calendars")
        constraints = [models.UniqueConstraint(fields=["source", "uid"], name="one_page_per_source_and_uid")]

    def __str__(self) -> str:
        return self.uid
