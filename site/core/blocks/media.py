"""Blocks of photos, sound and files."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock

from .names import NameBlock

_ALT_HELP = _("What is to be seen, for somebody who does not see it. Not who made it, not the caption again.")


class PhotoBlock(blocks.StructBlock):
    """A photo with its words."""

    image = ImageChooserBlock(label=_("Photo"))
    alt = blocks.CharBlock(label=_("What is to be seen"), help_text=_ALT_HELP, max_length=250)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = NameBlock(
        label=_("Made by"),
        required=False,
        max_length=120,
        help_text=_("Empty: the name that stands with the photo itself."),
    )

    class Meta:
        icon = "image"
        label = _("Photo")
        description = _("One photo with a caption and the name of who made it.")
        preview_value = {"alt": "De linde op het plein", "caption": "De linde in november.", "credit": "Rita Claes"}
        template = "blocks/photo.html"


class GalleryBlock(blocks.StructBlock):
    """Some photos together."""

    photos = blocks.ListBlock(PhotoBlock(), label=_("Photos"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Photo gallery")
        description = _("Two to twelve photos beside each other.")
        template = "blocks/gallery.html"


class AudioBlock(blocks.StructBlock):
    """A recording to listen to."""

    audio = AudioChooserBlock(label=_("Recording"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "media"
        label = _("Audio")
        description = _("A recording with a play button; its transcript comes along.")
        template = "blocks/audio.html"


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("What it is"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file that people can take home: a PDF, a form.")
        template = "blocks/document.html"
