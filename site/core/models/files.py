"""Documents and audio in a village's collection."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from core.uploads import collection_upload_path


class VillageDocument(AbstractDocument):
    """A file to download: a PDF, a form, a report."""

    file = models.FileField(_("file"), upload_to=collection_upload_path)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Audio(AbstractMedia):
    """A recording with what is said in it. `duration` is in seconds, read from the file itself."""

    file = models.FileField(_("file"), upload_to=collection_upload_path)
    thumbnail = models.FileField(_("picture"), upload_to=collection_upload_path, blank=True)
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("What is said, word for word: for those who do not hear well, and for paper."),
    )

    admin_form_fields = ("title", "file", "collection", "transcript", "tags")
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def clean(self) -> None:
        """Refuse moving pictures: a village keeps sound only.

        Raises:
            ValidationError: the file is a video.
        """
        super().clean()
        if self.type != "audio":
            raise ValidationError(_("Only sound can be kept here. Choose an MP3, M4A, OGG or WAV file."))
