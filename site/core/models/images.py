"""Photos, each with its maker's name."""

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from core.uploads import collection_upload_path


class VillageImage(AbstractImage):
    """A photo in a village's collection; `description` (Wagtail's) is its default alternative text."""

    credit = models.CharField(
        _("made by"),
        max_length=120,
        blank=True,
        help_text=_("The name that stands with the photo, online and on paper."),
    )

    admin_form_fields = ("title", "file", "collection", "description", "credit", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def get_upload_to(self, filename: str) -> str:
        """Give a path under the village's own prefix."""
        return collection_upload_path(self, filename)


class VillageRendition(AbstractRendition):
    """A photo at one size, stored beside its original."""

    image = models.ForeignKey(VillageImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        """Give the folder of the original: same village, same unguessable token."""
        return str(PurePosixPath(self.image.file.name).parent / filename[-80:])
