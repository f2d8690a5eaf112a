"""The blocks that an article or information page is built from."""

from .body import BodyBlock
from .media import AudioBlock, DocumentBlock, GalleryBlock, PhotoBlock
from .text import BoxBlock, HeadingBlock, ListBlock, QuoteBlock, TextBlock

__all__ = [
    "AudioBlock",
    "BodyBlock",
    "BoxBlock",
    "DocumentBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ListBlock",
    "PhotoBlock",
    "QuoteBlock",
    "TextBlock",
]
