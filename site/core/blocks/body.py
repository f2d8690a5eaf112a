"""The body of an article or information page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .media import AudioBlock, DocumentBlock, GalleryBlock, PhotoBlock
from .text import BoxBlock, HeadingBlock, ListBlock, QuoteBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """Everything that an article can hold, in the order that editors reach for it."""

    text = TextBlock()
    heading = HeadingBlock(max_length=120)
    photo = PhotoBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    list = ListBlock()
    box = BoxBlock()
    audio = AudioBlock()
    document = DocumentBlock()

    class Meta:
        label = _("Text and photos")
