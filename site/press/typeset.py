"""Content in, PDF out."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from press.document import Article, Edition, Layout
from press.errors import PressError, TypesettingError
from press.fonts import FAMILIES, font_files
from press.imposition import impose_booklet, with_crop_marks
from press.job import edition_job
from press.layouts import MM_PER_POINT, measures_for
from press.plan import ArticlePlan, PagePlan, Plan, PressResult
from press.progress import announce
from press.writer import Job

if TYPE_CHECKING:  # imported where it is used: the processes that only ask for a paper do without its memory
    import typst

TEMPLATES = Path(__file__).parent / "typst"
PDF_STANDARDS: list[Any] = ["a-2a", "ua-1"]
A4 = Layout()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The press's fonts, read once per process; nothing from the system."""
    import typst

    # The engine takes folders only, and passes over anything else without a word: hence the check.
    folders = sorted({path.parent for path in font_files()})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    if missing := set(FAMILIES) - set(fonts.families()):
        raise PressError(f"The fonts {', '.join(sorted(missing))} are not installed.")
    return fonts


@contextmanager
def job_folder(job: Job) -> Iterator[Path]:
    """A private folder with the templates, the job's data and its files, all regular files; gone afterwards.

    The engine's root is this folder: nothing outside it can be read, and inside is nothing but what we wrote. The data
    are a file as well: as an input of the engine's library they would make it forget what it knows at every change.
    """
    folder = Path(tempfile.mkdtemp(prefix="press-"))
    try:
        for template in TEMPLATES.glob("*.typ"):
            (folder / template.name).write_bytes(template.read_bytes())
        for name, data in job.files.items():
            (folder / Path(name).name).write_bytes(data)
        (folder / "data.json").write_text(json.dumps(job.data, ensure_ascii=False), encoding="utf-8")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _complaint(error: Exception) -> str:
    """The engine's first real complaint, in one line."""
    said = [str(getattr(error, "message", "") or error), *str(getattr(error, "diagnostic", "")).split("error: ")[1:]]
    # A page that could not be made also misses its labels; that is the consequence, not the cause.
    causes = [text for text in said if "does not exist in the document" not in text] or said
    return causes[0].strip().split("\n")[0]


def _article_at_fault(message: str) -> str:
    """The article that the template named in its complaint."""
    return message.rsplit("article ", 1)[1].split('"')[0].strip() if "article " in message else ""


Images = Literal["png", "svg"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the engine gave: the PDF, the template's plan (None unless asked), pages as PNG or SVG (where asked)."""

    pdf: bytes
    plan: Any = None
    images: tuple[bytes, ...] = ()


def compile_job(
    job: Job,
    template: str,
    *,
    timestamp: datetime.datetime,
    plan: bool = False,
    images: Images | None = None,
    ppi: float = 40,
) -> Compiled:
    """A job through the engine. ``images`` is "png" (at ``ppi`` pixels an inch) or "svg". Raises ``TypesettingError``."""
    import typst

    with job_folder(job) as folder:
        try:
            compiler = typst.Compiler(folder / template, root=folder, font_paths=_fonts())
            announce("pages")
            pdf = compiler.compile(format="pdf", pdf_standards=PDF_STANDARDS, timestamp=timestamp)
            # The layout is remembered by now: plan and pictures cost next to nothing.
            found = json.loads(compiler.query("<plan>", field="value", one=True)) if plan else None
            if images:
                announce("pictures")
            drawn = compiler.compile(format=images, ppi=ppi if images == "png" else None) if images else []
        except (typst.TypstError, RuntimeError) as error:
            message = _complaint(error)
            raise TypesettingError(message, article=_article_at_fault(message)) from error
    assert isinstance(pdf, bytes)
    return Compiled(pdf, found, (drawn,) if isinstance(drawn, bytes) else tuple(drawn or ()))


def midnight(day: datetime.date) -> datetime.datetime:
    """The start of that day in UTC, the only moment that an edition knows."""
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def render_edition(edition: Edition, layout: Layout = A4, *, thumbnail_ppi: float = 0) -> PressResult:
    """The edition as one tagged PDF (PDF/UA-1, PDF/A-2a) with its plan. Same input, same bytes.

    ``thumbnail_ppi`` adds a PNG of each page at so many pixels an inch. Crop marks cost the PDF its promise of PDF/A,
    tags stay. Raises a ``PressError`` subclass that names the article at fault where it is known.
    """
    job = edition_job(edition, layout)
    images: Images | None = "png" if thumbnail_ppi else None
    made = compile_job(
        job, "edition.typ", timestamp=midnight(edition.published_on), plan=True, images=images, ppi=thumbnail_ppi
    )
    plan = read_plan(made.plan, measures_for(layout).line_pt * MM_PER_POINT)
    shown = min(layout.pages, len(plan.pages)) if layout.pages else len(plan.pages)
    pdf = with_crop_marks(made.pdf) if layout.crop_marks else made.pdf
    sheets = impose_booklet(made.pdf) if layout.format == "a5" and not layout.pages else b""
    return PressResult(pdf, shown, plan, job.unprintable, made.images, sheets)


def render_article(edition: Edition, article: Article, layout: Layout = A4) -> tuple[bytes, ...]:
    """One article alone the way it prints, as SVG pages (no scripts, no links to anything), for a preview.

    Raises like ``render_edition``.
    """
    alone = replace(
        edition,
        articles=(article,),
        notices=(),
        agenda=(),
        recurring=(),
        nearby=(),
        nearby_recurring=(),
        adverts=(),
        foreword="",
    )
    job = edition_job(replace(alone, colophon=(), contact=None, crest=None), layout, bare=True)
    import typst

    with job_folder(job) as folder:
        try:
            compiler = typst.Compiler(folder / "edition.typ", root=folder, font_paths=_fonts())
            pages = compiler.compile(format="svg")
        except (typst.TypstError, RuntimeError) as error:
            raise TypesettingError(_complaint(error), article=article.id) from error
    return (pages,) if isinstance(pages, bytes) else tuple(pages or ())


def read_plan(found: dict[str, Any], line_mm: float) -> Plan:
    """The template's account of the pages as a ``Plan``; ``line_mm`` is the height of one line."""
    lines = found["lines"]
    pages = tuple(
        PagePlan(
            number=number,
            fill=round(page["used"] / lines, 4),
            white_mm=round((lines - page["used"]) * line_mm, 1),
            articles=tuple(page["articles"]),
        )
        for number, page in enumerate(found["pages"], 1)
    )
    articles = tuple(
        ArticlePlan(
            id=name,
            page=a["pages"][0],
            pages=tuple(a["pages"]),
            lines=round(sum(a["lines"])),
            lines_over=round(sum(a["lines"][1:])),
        )
        for name, a in found["articles"].items()
    )
    return Plan(articles=articles, pages=pages)
