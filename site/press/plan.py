"""What comes out of the press: the PDF, and in figures where everything came to stand."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ArticlePlan:
    """Where an article came to stand: its first page, all its pages, its lines, and how many run on to later pages."""

    id: str
    page: int
    pages: tuple[int, ...]
    lines: int
    lines_over: int


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: ``fill`` from 0 (empty) to 1, ``white_mm`` the height left at its foot, ``articles`` that it holds."""

    number: int
    fill: float
    white_mm: float
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The edition on paper in figures; ``pages_used`` is the sum of the fills (15.3 of 16 pages)."""

    articles: tuple[ArticlePlan, ...] = ()
    pages: tuple[PagePlan, ...] = ()

    @property
    def pages_used(self) -> float:
        """How many pages' worth of paper is really filled."""
        return round(sum(page.fill for page in self.pages), 2)


@dataclass(frozen=True, slots=True)
class PressResult:
    """A finished PDF with its plan.

    ``unprintable`` lists characters that no font has and that were left out; ``thumbnails`` holds a PNG of each page
    where they were asked for; ``sheets`` is an A5 booklet two pages to an A4 sheet, for the copier.
    """

    pdf: bytes
    page_count: int
    plan: Plan = field(default_factory=Plan)
    unprintable: tuple[str, ...] = ()
    thumbnails: tuple[bytes, ...] = ()
    sheets: bytes = b""
