"""The press against WeasyPrint: the same 16-page edition (20 articles, 12 photos) in one run, as ratios.

Run with WeasyPrint installed (it is a yardstick, no part of the product):

    python -m venv /tmp/bench && /tmp/bench/bin/pip install -r requirements.txt weasyprint
    PYTHONPATH=site:. /tmp/bench/bin/python bench/press.py

Each engine runs in a process of its own: CPU seconds of the second, warm run, peak memory of the whole process.
"""

from __future__ import annotations

import html
import io
import json
import multiprocessing
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

from press.document import AgendaDay, AgendaItem, Article, Edition, Layout, Notice, Paragraph, Photo, Run  # noqa: E402
from press.fonts import font_files  # noqa: E402
from press.richtext import blocks_from_html  # noqa: E402
from press.sheets import Poster, render_poster  # noqa: E402
from press.typeset import render_article, render_edition  # noqa: E402

CONTENT = ROOT / "site" / "demo" / "content"
STYLE = """
@page { size: A4; margin: 12mm 13mm 17mm }
body { font: 10.4pt/13.2pt 'Source Serif 4'; text-align: justify; hyphens: auto }
h1 { font-size: 70pt; line-height: 1; margin: 0 } h2 { font-size: 22pt; line-height: 1.1; margin: 4mm 0 1mm; text-align: left }
h2, .kicker, .intro, .byline { column-span: all } article { columns: 3; column-gap: 5mm; margin-top: 4mm }
.intro { font-weight: 600 } figure { margin: 0 0 3mm; break-inside: avoid } img { width: 100% }
figcaption { font: 8pt 'Source Sans 3' }
p { margin: 0; text-indent: 1em }
"""


def bodies() -> list[tuple[dict, str]]:
    """Every demo article with its running text as HTML."""
    found = []
    for path in sorted(CONTENT.glob("*/editions/*/*.toml")):
        article = tomllib.loads(path.read_text())
        found.append((article, "".join(block["text"] for block in article.get("body", ()) if "text" in block)))
    return found


def make_photos(folder: Path, count: int) -> list[Path]:
    """The demo's own photos enlarged to 2,000 pixels, as a camera would have sent them."""
    sources = sorted((CONTENT / "photos").glob("*.jpg"))
    paths = []
    for number in range(count):
        path = folder / f"photo{number}.jpg"
        with Image.open(sources[number % len(sources)]) as image:
            image.convert("RGB").resize((2000, 1320), Image.Resampling.BICUBIC).save(path, quality=90)
        paths.append(path)
    return paths


def make_edition(folder: Path, articles: int, photos: int) -> Edition:
    """An edition of the demo villages' articles, as many as asked, some of them doubled to reach 16 pages."""
    import datetime

    source = [pair for pair in bodies() if len(pair[1]) > 800] or [
        ({"title": "Bericht"}, "<p>" + "woord " * 400 + "</p>")
    ]
    files = make_photos(folder, photos)
    made = []
    for number in range(articles):
        article, text = source[number % len(source)]
        if number % 5 == 0:
            text += source[(number + 7) % len(source)][1]
        photo = (
            Photo(files[number], "een foto", "Een foto van vorige week.", "Foto: redactie", 0, 2000, 1320)
            if number < photos
            else None
        )
        made.append(
            Article(
                f"a{number}",
                article["title"],
                blocks_from_html(text),
                "Nieuws",
                article.get("byline", ""),
                article.get("intro", ""),
                photo,
                "lead" if number == 0 else "normal",
            )
        )
    days = tuple(
        AgendaDay("woensdag", str(n), "december", (AgendaItem(f"Activiteit {n}", "15 uur", "De Veiling"),))
        for n in range(1, 26)
    )
    notices = tuple(Notice("born", f"Kind {n}", "Zoon van Tine en Joris, broertje van Suzanne.") for n in range(8))
    return Edition(
        "De Klepper",
        datetime.date(2026, 12, 1),
        "Sint-Gillis",
        "Dorpskrant",
        "Winter",
        41,
        6,
        "december 2026",
        "#8a1c1c",
        articles=tuple(made),
        agenda=days,
        notices=notices,
        colophon=(Paragraph((Run("Colofon van de redactie."),)),),
    )


def as_html(edition: Edition) -> str:
    """The same content as an HTML newspaper, photos scaled the same way."""
    faces = "".join(
        f"@font-face {{ font-family: '{'Source Serif 4' if 'Serif' in p.name else 'Source Sans 3'}'; src: url('{p.as_uri()}');"
        f" font-style: {'italic' if 'Italic' in p.name else 'normal'}; font-weight: 200 900 }}"
        for p in font_files()
        if "Source" in p.name
    )
    parts = [f"<html lang=nl><style>{faces}{STYLE}</style><h1>{edition.title}</h1>"]
    for a in edition.articles:
        parts.append(
            f"<article><p class=kicker>{a.kicker}</p><h2>{html.escape(a.title)}</h2><p class=intro>{html.escape(a.intro)}</p>"
        )
        if a.photo:
            parts.append(
                f"<figure><img alt=foto src='{a.photo.path.as_uri()}'><figcaption>{a.photo.caption}</figcaption></figure>"
            )
        for block in a.body:
            runs = getattr(block, "runs", ()) or [r for item in getattr(block, "items", ()) for r in item.runs]
            parts.append("<p>" + "".join(html.escape(r.text) for r in runs) + "</p>")
        parts.append("</article>")
    parts += [f"<p>{n.names}. {n.text}</p>" for n in edition.notices]
    parts += [
        f"<p>{day.day} {day.month}: {i.title}, {i.time_text}, {i.place}</p>"
        for day in edition.agenda
        for i in day.items
    ]
    return "".join(parts)


def loose_lines(pdf: bytes, column_mm: float = 58.0, body_pt: float = 10.4) -> float | None:
    """The share of justified lines with a word gap over half an em, read back by poppler's ``pdftotext``; None without it.

    Justified are lines of running text as wide as the column: in pdftotext's boxes at least 97% of it.
    """
    if shutil.which("pdftotext") is None:
        return None
    told = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    width = column_mm / 25.4 * 72
    justified = loose = 0
    for line in re.findall(r"<line .*?</line>", told.decode(), re.S):
        boxes = [
            (float(a), float(b)) for a, b in re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', line)
        ]
        if len(boxes) > 2 and width * 0.97 < boxes[-1][1] - boxes[0][0] < width * 1.03:
            justified += 1
            gaps = [right[0] - left[1] for left, right in pairwise(boxes)]
            loose += max(gaps) > body_pt / 2
    return loose / justified if justified else None


def measured(engine: str, articles: int, photos: int) -> dict:
    """CPU seconds (cold, warm after an edit), peak MB, pages and kB of one engine, in this process."""
    with tempfile.TemporaryDirectory() as place:
        edition = make_edition(Path(place), articles, photos)
        edits = [
            edition,
            replace(edition, articles=(replace(edition.articles[0], title="Een andere kop"), *edition.articles[1:])),
        ]
        cpu, pdf, pages = [], b"", 0
        for version in edits:
            start = time.process_time()
            if engine == "press":
                result = render_edition(version, Layout())
                pdf, pages = result.pdf, result.page_count
            else:
                import weasyprint

                document = weasyprint.HTML(string=as_html(version), base_url=place).render(
                    dpi=300, optimize_images=True
                )
                out = io.BytesIO()
                document.write_pdf(out)
                pdf, pages = out.getvalue(), len(document.pages)
            cpu.append(time.process_time() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        extra = {"loose_lines": loose_lines(pdf)} if articles == 20 else {}
        if engine == "press":
            extra["white"] = 1 - sum(p.fill for p in result.plan.pages[:-1]) / max(1, len(result.plan.pages) - 1)
            for _ in range(2):
                start = time.perf_counter()
                render_article(edition, edition.articles[1])
                extra["preview_s"] = time.perf_counter() - start
                start = time.perf_counter()
                render_poster(Poster("Kerstmarkt", "zaterdag 19 december", "Plein", url="https://example.be/a"))
                extra["poster_s"] = time.perf_counter() - start
        return {
            "cold_cpu_s": cpu[0],
            "warm_cpu_s": cpu[1],
            "peak_mb": peak,
            "pages": pages,
            "kb": len(pdf) / 1024,
            **extra,
        }


def _child(queue, *args) -> None:
    try:
        queue.put(measured(*args))
    except ImportError as error:
        queue.put({"missing": str(error)})


def in_own_process(*args) -> dict:
    """``measured`` in a fresh process, so that peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_child, args=(queue, *args))
    process.start()
    result = queue.get()
    process.join()
    return result


def main() -> None:
    """Print every figure, then the ratios."""
    press = in_own_process("press", 20, 12)
    four = in_own_process("press", 80, 48)
    weasy = in_own_process("weasyprint", 20, 12)
    for name, figures in (
        ("press, 20 articles", press),
        ("press, 80 articles", four),
        ("weasyprint, 20 articles", weasy),
    ):
        print(name, json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}))
    pages = f"{four['pages']} pages / {press['pages']} pages"
    print(f"{pages}, warm CPU: {four['warm_cpu_s'] / press['warm_cpu_s']:.2f}")
    per_page = four["warm_cpu_s"] / four["pages"] / (press["warm_cpu_s"] / press["pages"])
    print(f"CPU a page at {four['pages']} pages / at {press['pages']} pages: {per_page:.2f}")
    if "missing" not in weasy:
        print(f"press / weasyprint, cold CPU: {press['cold_cpu_s'] / weasy['cold_cpu_s']:.2f}")
        print(f"press / weasyprint, warm CPU: {press['warm_cpu_s'] / weasy['warm_cpu_s']:.2f}")
        print(f"press / weasyprint, peak memory: {press['peak_mb'] / weasy['peak_mb']:.2f}")


if __name__ == "__main__":
    main()
