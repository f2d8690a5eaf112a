"""Looks for overlaps on printed pages: everything is set in half-transparent ink, so that what lies on something is darker."""

from __future__ import annotations

import io
import json

from PIL import Image, ImageChops

from press.document import Edition, Layout
from press.job import edition_job
from press.typeset import compile_job, midnight
from press.writer import Job

HALF = "#00000080"
NONE = "#00000000"
GLASS_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width="8" height="8">'
    b'<rect width="8" height="8" fill="#000" fill-opacity="0.5"/></svg>'
)
PPI = 80
ONE_LAYER = 112  # 128 on white with a little for rounding and antialiasing; two layers give 64
CELL = 10  # pixels: two words on each other darken far more of a cell than two letters that touch
DARK_SHARE = 0.10


def xray(edition: Edition, layout: Layout) -> list[Image.Image]:
    """The pages with every ink and photo half transparent, as grey pictures."""
    job = edition_job(edition, layout)
    return [Image.open(io.BytesIO(page)).convert("L") for page in compiled(job, edition)]


def compiled(job: Job, edition: Edition, template: str = "edition.typ") -> tuple[bytes, ...]:
    glass = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 128)).save(glass, "PNG")
    files = {}
    for name, data in job.files.items():
        photo = name.endswith((".jpg", ".png"))
        files[name.replace(".jpg", ".png")] = (
            glass.getvalue() if photo else GLASS_SVG if name.endswith(".svg") else data
        )
    told = json.loads(json.dumps(job.data).replace('.jpg"', '.png"'))
    told |= dict.fromkeys(("ink", "grey", "hair", "colour", "accent"), HALF) | {"tint": NONE}
    made = Job(told, files, job.unprintable)
    return compile_job(made, template, timestamp=midnight(edition.published_on), images="png", ppi=PPI).images


def overlaps(page: Image.Image) -> list[tuple[int, int]]:
    """The places (in pixels) where something lies on something else."""
    dark = page.point(lambda value: 255 if value < ONE_LAYER - 22 else 0)
    share = dark.resize((page.width // CELL, page.height // CELL), Image.Resampling.BOX)
    data = share.load()
    found = []
    for y in range(share.height):
        for x in range(share.width):
            if data[x, y] > 255 * DARK_SHARE:
                found.append((x * CELL, y * CELL))
    return found


def ink_at_the_edge(page: Image.Image, mm: float = 4) -> bool:
    """Whether anything stands so near the edge of the paper that it may run off it."""
    edge = round(mm / 25.4 * PPI)
    inner = Image.new("L", page.size, 0)
    inner.paste(255, (edge, edge, page.width - edge, page.height - edge))
    return ImageChops.lighter(page, inner).getextrema()[0] < 200
