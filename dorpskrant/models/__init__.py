"""The village newspaper: newspaper → edition → article, with the family notices inside the edition."""

from .adverts import Advert
from .articles import ArticlePage, Rubric
from .editions import EditionPage
from .newspaper import NewspaperPage
from .notices import FamilyNotice, NoticePortrait
from .printed import PrintedEdition, PrintedPaper
from .scans import ScannedEdition
from .short_links import ShortLink

__all__ = [
    "Advert",
    "ArticlePage",
    "EditionPage",
    "FamilyNotice",
    "NewspaperPage",
    "NoticePortrait",
    "PrintedEdition",
    "PrintedPaper",
    "Rubric",
    "ScannedEdition",
    "ShortLink",
]
