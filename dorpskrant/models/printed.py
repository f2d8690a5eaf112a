"""An edition that was printed stands as it is: what changes afterwards is a correction, online and in the next one."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.uploads import unguessable_name, village_prefix


class PrintedEdition(models.Model):
    """That an edition went to the printer. No field of the page: an older revision must not make it unprinted."""

    edition = models.OneToOneField("dorpskrant.EditionPage", models.CASCADE, primary_key=True, related_name="printed")
    printed_at = models.DateTimeField(_("printed"), default=timezone.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("printed edition")
        verbose_name_plural = _("printed editions")

    def __str__(self) -> str:
        return str(self.edition)


def printed_path(instance: "PrintedPaper", filename: str) -> str:
    """Give the upload path: below the village's prefix, in a folder that only editors are served."""
    collection = instance.printed.edition.get_site().village.collection
    return unguessable_name(f"{village_prefix(collection)}printedpaper", filename)


class PrintedPaper(models.Model):
    """A paper as it went to the printer. It is for paper alone: nobody but the editors is served it."""

    printed = models.ForeignKey(PrintedEdition, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=40)  # size, columns, ink: "a4-3-colour"; "-sheets" for the copier
    made_at = models.DateTimeField()
    file = models.FileField(upload_to=printed_path)

    class Meta:
        verbose_name = _("paper as it was printed")
        verbose_name_plural = _("papers as they were printed")
        ordering = ["-made_at", "kind"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is, in words."""
        size, *details = self.kind.split("-")
        words = [_("Large print") if size == "large" else size.upper()]
        words += [_("sheets for the copier")] if "sheets" in details else []
        words += [_("black and white")] if "black" in details else []
        words += [_("with bleed")] if "bleed" in details else []
        return ", ".join(str(word) for word in words)


def is_printed(edition_id: int | None) -> bool:
    """Say whether an edition stands as it is."""
    return edition_id is not None and PrintedEdition.objects.filter(pk=edition_id).exists()


class ArticleForm(WagtailAdminPageForm):
    """An article's form. In a printed edition a change needs a correction that says so, and nothing new comes in."""

    def clean(self) -> Any:
        """Ask for the correction.

        Raises:
            ValidationError: the edition was printed, and this is a new article.
        """
        cleaned = super().clean()
        if self.parent_page is None or not is_printed(self.parent_page.pk):
            return cleaned
        if self.instance.pk is None:
            raise ValidationError(_("This edition was printed. Put the article in the next one."))
        changed = set(self.changed_data) - {"correction", "comments", "slug", "seo_title", "search_description"}
        if changed and not (cleaned or {}).get("correction"):
            self.add_error(
                "correction",
                _(
                    "This edition was printed. Say in a sentence what is put right: it stands online and in the next edition."
                ),
            )
        return cleaned
