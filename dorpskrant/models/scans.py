"""Old editions that exist as scanned PDFs, in the same archive as those of today."""

from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.dates import spoken_date
from core.uploads import unguessable_name, village_prefix


def scan_path(instance: "ScannedEdition", filename: str) -> str:
    """Give the upload path: below the village's prefix."""
    collection = instance.newspaper.get_site().village.collection
    return unguessable_name(f"{village_prefix(collection)}scannededition", filename)


class ScannedEdition(models.Model):
    """One old edition. `date` is its first possible day; `precision` says how much of it is known."""

    class Precision(models.TextChoices):
        """How much of the date is known."""

        DAY = "day", _("the day")
        MONTH = "month", _("the month")
        YEAR = "year", _("the year")

    newspaper = models.ForeignKey("dorpskrant.NewspaperPage", models.CASCADE, related_name="scans", editable=False)
    date = models.DateField(_("date"))
    precision = models.CharField(
        _("what is known of the date"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    volume = models.PositiveIntegerField(_("volume"), null=True, blank=True)
    file = models.FileField(_("PDF"), upload_to=scan_path, editable=False)
    cover = models.ImageField(upload_to=scan_path, editable=False)
    pages = models.PositiveIntegerField(editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("old edition")
        verbose_name_plural = _("old editions")
        ordering = ["-date", "-number"]

    def __str__(self) -> str:
        return self.title

    @property
    def date_text(self) -> str:
        """The date as far as it is known: "15 juni 1987", "juni 1987", "1987"."""
        if self.precision == self.Precision.YEAR:
            return str(self.date.year)
        if self.precision == self.Precision.MONTH:
            return f"{str(MONTHS[self.date.month]).lower()} {self.date.year}"
        return spoken_date(self.date)

    @property
    def title(self) -> str:
        """What it is called in a list."""
        if self.number:
            return _now("Number %(number)s, %(date)s") % {"number": self.number, "date": self.date_text}
        return self.date_text
