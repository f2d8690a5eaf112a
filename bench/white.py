"""How much white the pages of the demo villages' editions hold, and how even their lines are.

    bin/serve (once, for the demo villages), then: PYTHONPATH=site:. .venv/bin/python bench/white.py

White is counted in lines of the grid over all pages but the last of each edition. Space that was put between articles to
fill a page is white, not filled: moving white up the page does not make it less. The second figure is independent of the
template: what lies below the lowest ink of each printed page, as a share of the type area.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

import django  # noqa: E402

django.setup()

from bench.press import loose_lines  # noqa: E402
from dorpskrant.models import EditionPage  # noqa: E402
from dorpskrant.paper import Channel, edition_document  # noqa: E402
from press.document import Layout  # noqa: E402
from press.layouts import measures_for  # noqa: E402
from press.typeset import render_edition  # noqa: E402
from villages.models import Village  # noqa: E402
from villages.scope import scoped  # noqa: E402

LIMIT, LOOSE_LIMIT = 0.04, 0.06
PPI = 60
LAYOUTS = (Layout(columns=2), Layout(columns=3), Layout(columns=4), Layout("a5", 2))


def below_the_ink(pdf: bytes, layout: Layout) -> list[float]:
    """The share of the type area below the lowest ink of each page, its footer left aside."""
    measures = measures_for(layout)
    top = measures.margin_top_mm / 25.4 * PPI
    foot = top + measures.lines * measures.line_pt / 72 * PPI
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", str(PPI), "-gray", "-png", "-", f"{folder}/p"]
        subprocess.run(command, input=pdf, check=True)
        found = []
        for path in sorted(Path(folder).glob("*.png")):
            with Image.open(path) as page:
                area = ImageOps.invert(page.convert("L").crop((0, round(top), page.width, round(foot))))
            box = area.point(lambda value: 255 if value > 20 else 0).getbbox()
            found.append(1 - (box[3] if box else 0) / area.height)
    return found


def main() -> None:
    """Print a line for each edition and layout, then the whole."""
    whites: dict[Layout, list[float]] = {layout: [] for layout in LAYOUTS}
    inks: dict[Layout, list[float]] = {layout: [] for layout in LAYOUTS}
    loose: dict[Layout, list[float]] = {layout: [] for layout in LAYOUTS}
    for village in Village.objects.select_related("site"):
        with scoped(village.scope()):
            for page in EditionPage.objects.live().order_by("path"):
                made = edition_document(page, Channel.PAPER)
                for layout in LAYOUTS:
                    result = render_edition(made, layout)
                    white = [1 - sheet.fill for sheet in result.plan.pages[:-1]]
                    ink = below_the_ink(result.pdf, layout)[:-1]
                    whites[layout] += white
                    inks[layout] += ink
                    measures = measures_for(layout)
                    lines = loose_lines(result.pdf, measures.column_width_mm, measures.body_pt)
                    loose[layout] += [] if lines is None else [lines]
                    print(
                        f"{village.slug} {page.locale.language_code} {layout.format}-{layout.columns}: {result.page_count} pages,"
                        f" white {' '.join(f'{value:.0%}' for value in white)}"
                    )
    for layout in LAYOUTS:
        count = max(1, len(whites[layout]))
        white, ink = sum(whites[layout]) / count, sum(inks[layout]) / count
        uneven = sum(loose[layout]) / max(1, len(loose[layout]))
        print(
            f"{layout.format}-{layout.columns}: white {white:.1%} of {count} pages, {white / LIMIT:.2f} of the limit;"
            f" below the lowest ink {ink:.1%}; loose lines {uneven:.1%}, {uneven / LOOSE_LIMIT:.2f} of the limit"
        )


if __name__ == "__main__":
    main()
