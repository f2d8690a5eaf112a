"""The flatplan (bladspiegel): the pages of an edition as they are printed, and what stands on them in figures."""

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dorpskrant.arranging import articles_of
from dorpskrant.models import Advert, ArticlePage, EditionPage
from press.document import Layout
from press.layouts import MM_PER_POINT, Measures, measures_for
from press.plan import ArticlePlan, PagePlan, Plan

# Height of an advert as a share of the page; an eighth is half as wide.
HEIGHTS = {"1/8": 0.25, "1/4": 0.25, "1/2": 0.5, "1/1": 1.0}
WHITE_WORTH_A_WORD = 4  # lines over all columns: less is nothing that a reader sees


@dataclass(frozen=True)
class Sheet:
    """One page: what it shows, how full it is, and which adverts would still fit."""

    number: int
    percent: int
    titles: list[str]
    white_lines: int
    offers: list[str]


@dataclass(frozen=True)
class Row:
    """An article in the list: where it stands, and by how many lines it runs on or leaves room."""

    article: ArticlePage
    pages: tuple[int, ...]
    lines: int
    remark: str
    runs_over: bool


@dataclass(frozen=True)
class Flatplan:
    """All that the screen shows; without a plan (the press never finished this edition) there are no pages."""

    edition: EditionPage
    rows: list[Row]
    adverts: list[Advert]
    spreads: list[list[Sheet | None]] = field(default_factory=list)
    page_count: int = 0
    filled: str = ""
    verdict: str = ""
    fits: bool = True

    @property
    def offers(self) -> list[Sheet]:
        """The pages with room for an advert."""
        return [sheet for spread in self.spreads for sheet in spread if sheet is not None and sheet.offers]


def flatplan_of(edition: EditionPage, plan: Plan | None, layout: Layout) -> Flatplan:
    """Give the flatplan of an edition by the press's plan of it."""
    articles = articles_of(edition)
    adverts = list(edition.adverts.select_related("image"))
    if plan is None:
        rows = [Row(article, (), 0, "", False) for article in articles]
        return Flatplan(edition, rows, adverts)
    measures = measures_for(layout)
    titles = {f"a{article.pk}": article.title for article in articles} | _sections()
    sheets = [_sheet(page, titles, measures) for page in plan.pages]
    found = {article.id: article for article in plan.articles}
    return Flatplan(
        edition=edition,
        rows=[_row(article, found.get(f"a{article.pk}"), plan, sheets) for article in articles],
        adverts=adverts,
        spreads=spreads_of(sheets),
        page_count=len(sheets),
        filled=number_format(round(plan.pages_used, 1), decimal_pos=1),
        verdict=_verdict(plan, edition, measures),
        fits=len(sheets) == edition.target_pages,
    )


def spreads_of(sheets: list[Sheet]) -> list[list[Sheet | None]]:
    """Give the pages as they lie open: the front page on the right, an even last page on the left."""
    if not sheets:
        return []
    row: list[Sheet | None] = [None, *sheets]
    if len(row) % 2:
        row.append(None)
    return [row[n : n + 2] for n in range(0, len(row), 2)]


def _sections() -> dict[str, str]:
    return {
        "agenda": _("Agenda"),
        "recurring": _("Recurring activities"),
        "notices": _("Family notices"),
        "colophon": _("Colophon"),
        "foreword": _("Foreword"),
    }


def _sheet(page: PagePlan, titles: dict[str, str], measures: Measures) -> Sheet:
    white = page.white_mm / (measures.line_pt * MM_PER_POINT)
    return Sheet(
        number=page.number,
        percent=round(page.fill * 100),
        titles=[titles[name] for name in page.articles if name in titles],
        white_lines=round(white) * measures.columns,
        offers=[size for size, height in HEIGHTS.items() if page.number > 1 and 1 - page.fill >= height],
    )


def _row(article: ArticlePage, found: ArticlePlan | None, plan: Plan, sheets: list[Sheet]) -> Row:
    if found is None:
        return Row(article, (), 0, "", False)
    if found.lines_over:
        pages = ", ".join(str(number) for number in found.pages[1:])
        remark = ngettext(
            "%(lines)s line too long for page %(page)s: it runs on to page %(pages)s",
            "%(lines)s lines too long for page %(page)s: it runs on to page %(pages)s",
            found.lines_over,
        ) % {"lines": found.lines_over, "page": found.page, "pages": pages}
        return Row(article, found.pages, found.lines, remark, True)
    last = sheets[found.pages[-1] - 1]
    is_last = plan.pages[last.number - 1].articles[-1:] == (found.id,)
    if is_last and last.white_lines >= WHITE_WORTH_A_WORD:
        remark = ngettext(
            "%(lines)s more line would fit on page %(page)s",
            "%(lines)s more lines would fit on page %(page)s",
            last.white_lines,
        ) % {"lines": last.white_lines, "page": last.number}
        return Row(article, found.pages, found.lines, remark, False)
    return Row(article, found.pages, found.lines, _("fits"), False)


def _verdict(plan: Plan, edition: EditionPage, measures: Measures) -> str:
    lines = measures.lines * measures.columns
    over = len(plan.pages) - edition.target_pages
    if over > 0:
        too_much = round(sum(page.fill for page in plan.pages[edition.target_pages :]) * lines)
        return ngettext(
            "%(pages)s page too many: about %(lines)s lines.",
            "%(pages)s pages too many: about %(lines)s lines.",
            over,
        ) % {"pages": over, "lines": too_much}
    room = max(0, round((edition.target_pages - plan.pages_used) * lines))
    if over < 0:
        return ngettext(
            "%(pages)s page is still empty: there is room for about %(lines)s lines.",
            "%(pages)s pages are still empty: there is room for about %(lines)s lines.",
            -over,
        ) % {"pages": -over, "lines": room}
    return _("That is right. About %(lines)s lines are white.") % {"lines": room}
