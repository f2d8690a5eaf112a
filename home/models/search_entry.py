"""What a village's search looks through."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site


class SearchEntry(models.Model):
    """One thing that can be found: a page, a family notice or an old edition. Derived; made again by `rebuild_search`.

    `page` is where it stands: the page itself, the notice's edition, the old edition's newspaper. `stems` and `title_stems` are
    the different stems of its words (`home.searching.words`), each between spaces. `text` has a paragraph a line.
    """

    class Kind(models.TextChoices):
        """What it is, in the order in which results are shown."""

        ARTICLE = "article", _("Articles")
        NOTICE = "notice", _("Born, married, died")
        EVENT = "event", _("Agenda")
        ROUTE = "route", _("Cycling routes")
        INFORMATION = "information", _("Information")
        EDITION = "edition", _("Editions")
        SCAN = "scan", _("Old editions")

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    notice = models.OneToOneField("dorpskrant.FamilyNotice", models.CASCADE, null=True, related_name="+")
    scan = models.OneToOneField("dorpskrant.ScannedEdition", models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=255)
    text = models.TextField()
    title_stems = models.TextField()
    stems = models.TextField()
    date = models.DateField(null=True)

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        indexes = [models.Index(fields=["site", "language"], name="search_in_one_village")]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(notice=None, scan=None), name="one_search_entry_per_page"
            )
        ]

    def __str__(self) -> str:
        return self.title
