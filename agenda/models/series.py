"""What makes a series differ from its pattern: pauses, skipped and extra dates, and changed occurrences."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from agenda.recurrence import Pause, RuleError
from agenda.schedule import Change, Status


class SeriesPause(Orderable):
    """Days on which a series rests, both included."""

    event = ParentalKey("agenda.EventPage", on_delete=models.CASCADE, related_name="pauses")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("up to and including"))

    panels = [FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")])]

    class Meta(Orderable.Meta):
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")

    def clean(self) -> None:
        """Refuse a pause that ends before it begins or lasts longer than two years.

        Raises:
            ValidationError: so.
        """
        super().clean()
        if self.first_day and self.last_day:
            try:
                self.as_pause()
            except RuleError as error:
                messages = {
                    "pause_order": _("The pause ends before it begins."),
                    "pause_length": _("A pause lasts two years at most. Fill in “until” if the series stops."),
                }
                raise ValidationError({"last_day": messages[error.code]}) from error

    def as_pause(self) -> Pause:
        """Give the pause as plain data.

        Raises:
            RuleError: it ends before it begins, or lasts longer than two years.
        """
        return Pause(self.first_day, self.last_day)


class SkippedDate(Orderable):
    """A day on which a series is not held and never was to be."""

    event = ParentalKey("agenda.EventPage", on_delete=models.CASCADE, related_name="skipped_dates")
    day = models.DateField(_("not on"))

    panels = [FieldPanel("day")]

    class Meta(Orderable.Meta):
        verbose_name = _("skipped date")
        verbose_name_plural = _("skipped dates")


class ExtraDate(Orderable):
    """A day that the pattern does not give and on which the event is held all the same, at the usual time."""

    event = ParentalKey("agenda.EventPage", on_delete=models.CASCADE, related_name="extra_dates")
    day = models.DateField(_("also on"))

    panels = [FieldPanel("day")]

    class Meta(Orderable.Meta):
        verbose_name = _("extra date")
        verbose_name_plural = _("extra dates")


class OccurrenceChange(TranslatableMixin, Orderable):
    """What is different about one occurrence; the rest of the series knows nothing of it."""

    class Kind(models.TextChoices):
        """What happens to the occurrence."""

        CANCELLED = Status.CANCELLED.value, _("It is called off")
        MOVED = Status.MOVED.value, _("It is moved to another day or time")
        SCHEDULED = Status.SCHEDULED.value, _("It goes on, with a note or in another place")

    event = ParentalKey("agenda.EventPage", on_delete=models.CASCADE, related_name="changes")
    day = models.DateField(_("which time"), help_text=_("The day on which it would have been."))
    status = models.CharField(_("what happens"), max_length=10, choices=Kind.choices, default=Kind.CANCELLED)
    note = models.CharField(
        _("note"),
        max_length=250,
        blank=True,
        help_text=_("One line for whoever planned to come: why, or what to bring."),
    )
    place = models.CharField(_("other place"), max_length=200, blank=True)
    new_day = models.DateField(_("new day"), null=True, blank=True)
    new_start_time = models.TimeField(_("new start"), null=True, blank=True)
    new_end_time = models.TimeField(_("new end"), null=True, blank=True)
    # Of a translation: what its words translate, and their language while nobody has translated them.
    words_of = models.TextField(blank=True, editable=False)
    words_language = models.CharField(max_length=10, blank=True, editable=False)

    panels = [
        FieldPanel("day"),
        FieldPanel("status"),
        FieldPanel("note"),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("new_day"), FieldPanel("new_start_time"), FieldPanel("new_end_time")]),
    ]

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in ("day", "status", "new_day", "new_start_time", "new_end_time")
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("change to one time")
        verbose_name_plural = _("changes to one time")

    def __str__(self) -> str:
        return f"{self.day}: {self.get_status_display()}"

    def clean(self) -> None:
        """Ask where to, of an occurrence that is moved.

        Raises:
            ValidationError: it is moved to nowhere.
        """
        super().clean()
        if self.status == self.Kind.MOVED and not (self.new_day or self.new_start_time or self.new_end_time):
            raise ValidationError({"new_day": _("Fill in the new day or the new time.")})

    @property
    def words(self) -> str:
        """What is to be translated: the note, and below it the other place."""
        return f"{self.note}\n{self.place}"

    def as_change(self) -> Change:
        """Give the change as plain data."""
        return Change(
            day=self.day,
            status=Status(self.status),
            note=self.note,
            place=self.place,
            new_day=self.new_day,
            new_start=self.new_start_time,
            new_end=self.new_end_time,
            language=self.words_language,
        )
