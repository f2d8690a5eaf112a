"""Printer's work on a finished PDF: folding it into a booklet, setting crop marks."""

from __future__ import annotations

import io

from press.layouts import BLEED_MM, MM_PER_POINT

A4_LANDSCAPE_PT = (841.8898, 595.2756)
MARK_PT = 5 / MM_PER_POINT
SLUG_PT = 8 / MM_PER_POINT
BLEED_PT = BLEED_MM / MM_PER_POINT


def booklet_order(pages: int) -> list[tuple[int | None, int | None]]:
    """For each side of a sheet its left and right page (from 0, None is blank), front and back in turn.

    Two pages to a side, sheets folded in the middle and put into each other. The number of pages is filled up to a
    multiple of 4 with blanks before the last page, so that the back cover stays outside.
    """
    if pages <= 0:
        return []
    padded = -(-pages // 4) * 4
    order: list[int | None] = [*range(pages - 1), *([None] * (padded - pages)), pages - 1]
    sides: list[tuple[int | None, int | None]] = []
    for sheet in range(padded // 4):
        sides.append((order[padded - 1 - 2 * sheet], order[2 * sheet]))
        sides.append((order[2 * sheet + 1], order[padded - 2 - 2 * sheet]))
    return sides


def impose_booklet(pdf: bytes) -> bytes:
    """A5 pages two by two on A4 sheets, to print on both sides (short edge, no scaling), fold and staple.

    Untagged: these sheets are for the copier, the A5 PDF itself is for people. Same input, same bytes.
    """
    import pikepdf  # here: the processes that only ask for a paper do without its memory

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as sheets:
        width, height = A4_LANDSCAPE_PT
        for side in booklet_order(len(source.pages)):
            sheet = sheets.add_blank_page(page_size=A4_LANDSCAPE_PT)
            drawing = []
            for half, number in enumerate(side):
                if number is None:
                    continue
                # Named by us: pikepdf's own overlays get random names, and the same booklet would differ every time.
                name = pikepdf.Name(f"/Page{half}")
                form = sheets.copy_foreign(source.pages[number].as_form_xobject())
                sheet.add_resource(form, pikepdf.Name.XObject, name)
                left, bottom, right, top = (float(v) for v in form.BBox)
                x = half * width / 2 + (width / 2 - (right - left)) / 2 - left
                y = (height - (top - bottom)) / 2 - bottom
                drawing.append(f"q 1 0 0 1 {x:.3f} {y:.3f} cm {name} Do Q")
            sheet.contents_add(sheets.make_stream(" ".join(drawing).encode()))
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None")
        )
        sheets.save(out, deterministic_id=True)
    return out.getvalue()


def with_crop_marks(pdf: bytes) -> bytes:
    """The PDF with marks where the printer cuts, outside the bleed. The pages must carry a TrimBox inside their MediaBox.

    The marks are artifacts, the tags of the page stay as they were.
    """
    import pikepdf  # here: the processes that only ask for a paper do without its memory

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            x0, y0, x1, y1 = (float(v) for v in page.mediabox)
            left, bottom, right, top = (float(v) for v in page.trimbox)
            strokes = []
            for x in (left, right):
                strokes += [(x, y0 - 2, x, y0 - 2 - MARK_PT), (x, y1 + 2, x, y1 + 2 + MARK_PT)]
            for y in (bottom, top):
                strokes += [(x0 - 2, y, x0 - 2 - MARK_PT, y), (x1 + 2, y, x1 + 2 + MARK_PT, y)]
            lines = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S" for a, b, c, d in strokes)
            page.contents_add(document.make_stream(b"q"), prepend=True)
            page.contents_add(document.make_stream(f"Q /Artifact BMC q 0.25 w 0 G {lines} Q EMC".encode()))
            page.obj.BleedBox = pikepdf.Array([x0, y0, x1, y1])
            page.mediabox = pikepdf.Array([x0 - SLUG_PT, y0 - SLUG_PT, x1 + SLUG_PT, y1 + SLUG_PT])
            page.obj.CropBox = page.obj.MediaBox
        # Marks outside the boxes that PDF/A saw are our own addition: the file no longer claims to be PDF/A.
        with document.open_metadata(update_docinfo=False) as metadata:
            for key in ("pdfaid:part", "pdfaid:conformance"):
                if key in metadata:
                    del metadata[key]
        document.save(out, deterministic_id=True)
    return out.getvalue()
