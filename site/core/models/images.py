"""Photos, each with its maker's name."""

from functools import lru_cache
from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from core.uploads import collection_upload_path


@lru_cache(maxsize=100)
def _known_filter(spec: str) -> Filter:
    """Give one filter for each way of cutting: what it does is read from its words once, not for each photo of each page."""
    return Filter(spec=spec)


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

    def clean_filter_for_svg(self, filter: Filter) -> Filter:
        """Give the filter that is meant, from those that are known."""
        return _known_filter(super().clean_filter_for_svg(filter).spec)


class VillageRendition(AbstractRendition):
    """A photo at one size, stored beside its original."""

    image = models.ForeignKey(VillageImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        """Give the folder of the original: same village, same unguessable token."""
        return str(PurePosixPath(self.image.file.name).parent / filename[-80:])
