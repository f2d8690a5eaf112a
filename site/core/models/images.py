"""Photos, each with its maker's name."""

from functools import cached_property, lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.safestring import SafeString
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

    @cached_property
    def url(self) -> str:
        """The address of the file; an `<img>` names it twice."""
        return str(self.file.url)

    def img_tag(self, extra_attributes: dict[str, Any] | None = None) -> SafeString:
        """Give the `<img>` that Wagtail gives, without its templates for each attribute: a page has a dozen photos."""
        app: Any = apps.get_app_config("wagtailimages")
        attributes = {**self.attrs_dict, **app.default_attrs, **(extra_attributes or {})}
        said = "".join(
            f' {name}="{value if hasattr(value, "__html__") else escape(str(value))}"'
            for name, value in sorted(attributes.items())
            if not isinstance(value, bool) and value is not None
        )
        flags = "".join(f" {name}" for name, value in sorted(attributes.items()) if value is True)
        return SafeString(f"<img{said}{flags}>")
