"""The village newspaper: newspaper → edition → article, with the family notices inside the edition."""

from .articles import ArticlePage, Rubric
from .editions import EditionPage
from .newspaper import NewspaperPage
from .notices import FamilyNotice

__all__ = ["ArticlePage", "EditionPage", "FamilyNotice", "NewspaperPage", "Rubric"]
