"""Content in, PDF out."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from press.document import ArticlePlan, Edition, Layout, PagePlan, Plan, PressResult
from press.errors import PressError, TypesettingError
from press.fonts import FAMILIES, font_files
from press.job import Job, edition_job
from press.layouts import MM_PER_POINT, measures_for

TEMPLATES = Path(__file__).parent / "typst"
PDF_STANDARDS: list[Any] = ["a-2a", "ua-1"]
A4 = Layout()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The press's fonts, read once per process; nothing from the system."""
    # The engine takes folders only, and passes over anything else without a word: hence the check.
    folders = sorted({path.parent for path in font_files()})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    if missing := set(FAMILIES) - set(fonts.families()):
        raise PressError(f"The fonts {', '.join(sorted(missing))} are not installed.")
    return fonts


@contextmanager
def job_folder(files: dict[str, bytes]) -> Iterator[Path]:
    """A private folder with the templates and the given files, all regular files; gone afterwards.

    The engine's root is this folder: nothing outside it can be read, and inside is nothing but what we wrote.
    """
    folder = Path(tempfile.mkdtemp(prefix="press-"))
    try:
        for template in TEMPLATES.glob("*.typ"):
            (folder / template.name).write_bytes(template.read_bytes())
        for name, data in files.items():
            (folder / Path(name).name).write_bytes(data)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _complaint(error: Exception) -> str:
    """The engine's first real complaint, in one line."""
    return str(getattr(error, "message", "") or error).strip().split("\n")[0]


def _article_at_fault(message: str) -> str:
    """The article that the template named in its complaint."""
    return message.rsplit("article ", 1)[1].split('"')[0].strip() if "article " in message else ""


def compile_job(job: Job, template: str, *, timestamp: datetime.datetime, plan: bool = False) -> tuple[bytes, Any]:
    """The PDF of a job with the template's plan (None unless asked). Raises ``TypesettingError``."""
    with job_folder(job.files) as folder:
        inputs = {"data": json.dumps(job.data, ensure_ascii=False)}
        try:
            compiler = typst.Compiler(folder / template, root=folder, font_paths=_fonts(), sys_inputs=inputs)
            pdf = compiler.compile(format="pdf", pdf_standards=PDF_STANDARDS, timestamp=timestamp)
            found = json.loads(compiler.query("<plan>", field="value", one=True)) if plan else None
        except (typst.TypstError, RuntimeError) as error:
            message = _complaint(error)
            raise TypesettingError(message, article=_article_at_fault(message)) from error
    assert isinstance(pdf, bytes)
    return pdf, found


def midnight(day: datetime.date) -> datetime.datetime:
    """The start of that day in UTC, the only moment that an edition knows."""
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def render_edition(edition: Edition, layout: Layout = A4) -> PressResult:
    """The edition as one tagged PDF (PDF/UA-1, PDF/A-2a) with its plan. Same input, same bytes.

    Raises a ``PressError`` subclass that names the article at fault where it is known.
    """
    job = edition_job(edition, layout)
    pdf, found = compile_job(job, "edition.typ", timestamp=midnight(edition.published_on), plan=True)
    plan = read_plan(found, measures_for(layout).line_pt * MM_PER_POINT)
    shown = min(layout.pages, len(plan.pages)) if layout.pages else len(plan.pages)
    return PressResult(pdf=pdf, page_count=shown, plan=plan, unprintable=job.unprintable)


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
            id=name, page=a["pages"][0], pages=tuple(a["pages"]), lines=sum(a["lines"]), lines_over=sum(a["lines"][1:])
        )
        for name, a in found["articles"].items()
    )
    return Plan(articles=articles, pages=pages)


__all__ = ["PressError", "render_edition"]
