"""An edition as it is read online: the lead story, then sections of rubrics that belong together.

Within a section stands the editors' own order, and the section with their first article comes first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import ArticlePage

FEWEST = 6  # articles beside the lead story; fewer stand together without headings

# Each section by its anchor: its heading, and the rubrics in it (dorpskrant.models.Rubric).
SECTIONS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "dorp": (_("From the village"), ("news", "council", "practical", "school")),
    "mensen": (_("People"), ("people", "newcomers", "jubilee", "in_memoriam")),
    "samen": (_("Associations and sport"), ("associations", "sport")),
    "toen": (_("History and nature"), ("history", "nature")),
    "bewaren": (_("To keep"), ("recipe", "poem", "puzzle")),
}
_SECTION_OF = {rubric: anchor for anchor, (_title, rubrics) in SECTIONS.items() for rubric in rubrics}


@dataclass(frozen=True)
class Section:
    """A part of an edition; without a title where the edition is too small for headings."""

    anchor: str
    title: Promise | str
    articles: "list[ArticlePage]"

    @property
    def size(self) -> str:
        """How its articles stand beside each other: one, two (or two rows of two) or more."""
        return {1: "one", 2: "two", 4: "two"}.get(len(self.articles), "more")


def lead_of(articles: "Sequence[ArticlePage]") -> "ArticlePage | None":
    """Give the lead story: the one that the editors made so, or the first."""
    return next((article for article in articles if article.weight == "lead"), articles[0] if articles else None)


def sections_of(articles: "Sequence[ArticlePage]") -> list[Section]:
    """Give the sections of an edition from its articles in the editors' order; the lead story is in none."""
    lead = lead_of(articles)
    others = [article for article in articles if article is not lead]
    by_anchor: dict[str, list[ArticlePage]] = {}
    for article in others:
        by_anchor.setdefault(_SECTION_OF.get(article.rubric, "dorp"), []).append(article)
    if len(others) < FEWEST or len(by_anchor) == 1:
        return [Section("artikels", "", others)] if others else []
    return [Section(anchor, SECTIONS[anchor][0], found) for anchor, found in by_anchor.items()]


def in_reading_order(articles: "Sequence[ArticlePage]") -> "list[ArticlePage]":
    """Give an edition's articles as a reader meets them: the lead story, then section by section."""
    lead = lead_of(articles)
    rest = [article for section in sections_of(articles) for article in section.articles]
    return [lead, *rest] if lead is not None else []
