"""What is different about one occurrence of a series."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from agenda.schedule import Change, Status


class OccurrenceStatus(models.TextChoices):
    """What became of an occurrence, as people read it."""

    SCHEDULED = Status.SCHEDULED.value, _("Goes on")
    CANCELLED = Status.CANCELLED.value, _("Cancelled")
    MOVED = Status.MOVED.value, _("Moved")


class OccurrenceChange(TranslatableMixin, models.Model):
    """One day of a series called off, moved, elsewhere, or with a note. Times are by the clock in Brussels."""

    event = ParentalKey("agenda.EventPage", on_delete=models.CASCADE, related_name="changes")
    day = models.DateField(_("day"), help_text=_("The day on which it would normally be."))
    status = models.CharField(
        _("what happens"), max_length=10, choices=OccurrenceStatus.choices, default=OccurrenceStatus.CANCELLED
    )
    new_day = models.DateField(_("new day"), null=True, blank=True)
    new_start_time = models.TimeField(_("new time"), null=True, blank=True)
    place = models.CharField(_("other place"), max_length=200, blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("One sentence that everybody reads with this date.")
    )

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("new_day"), FieldPanel("new_start_time")]),
        FieldPanel("place"),
        FieldPanel("note"),
    ]
    override_translatable_fields = [
        TranslatableField("note"),
        TranslatableField("place"),
        SynchronizedField("day", overridable=False),
        SynchronizedField("status", overridable=False),
        SynchronizedField("new_day", overridable=False),
        SynchronizedField("new_start_time", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["day", "pk"]
        verbose_name = _("change to one date")
        verbose_name_plural = _("changes to one date")

    def __str__(self) -> str:
        return f"{self.day}: {self.get_status_display()}"

    def clean(self) -> None:
        """Refuse a move that says neither day nor time.

        Raises:
            ValidationError: nothing says where to it moves.
        """
        super().clean()
        if self.status == OccurrenceStatus.MOVED and not self.new_day and not self.new_start_time:
            raise ValidationError({"new_day": _("Fill in the new day, the new time, or both.")})

    @property
    def as_change(self) -> Change:
        """The change as plain data."""
        return Change(
            day=self.day,
            status=Status(self.status),
            note=self.note,
            place=self.place,
            new_day=self.new_day,
            new_start=self.new_start_time,
        )
