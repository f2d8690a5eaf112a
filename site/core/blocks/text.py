"""Blocks of words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .names import NameBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A short line above a part of the text.")
        preview_value = "Koffie in de oude veilinghal"
        template = "blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with bold, italic, links and lists."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("One or more paragraphs.")
        preview_value = "<p>De deur staat open vanaf 9 uur. Wie een taart meebrengt, krijgt de eerste tas gratis.</p>"
        template = "blocks/text.html"


class QuoteBlock(blocks.StructBlock):
    """Something that somebody said, set large."""

    text = blocks.TextBlock(label=_("What was said"), rows=3)
    attribution = NameBlock(label=_("By whom"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("A sentence that deserves to stand out, and who said it.")
        preview_value = {
            "text": "Iedereen kent hier iedereen, behalve wie pas verhuisd is.",
            "attribution": "Godelieve, 81",
        }
        template = "blocks/quote.html"


class ListBlock(blocks.StructBlock):
    """Points, with bullets or numbers."""

    ordered = blocks.BooleanBlock(label=_("With numbers"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Point"), max_length=400), label=_("Points"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        description = _("Points under each other: ingredients, steps, things to bring.")
        preview_value = {"ordered": False, "items": ["500 g bloem", "3 eieren", "een scheut melk"]}
        template = "blocks/list.html"


class BoxBlock(blocks.StructBlock):
    """Something practical in a frame."""

    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "clipboard-list"
        label = _("Box")
        description = _("A frame for the practical side: when, where, how much, whom to call.")
        preview_value = {"title": "Zin om mee te doen?", "text": "<p>Bel Frans: 0470 00 00 11.</p>"}
        template = "blocks/box.html"
