"""QR codes as the press prints them."""

from __future__ import annotations

import io

import segno

LONGEST = 1_000  # characters


def qr_svg(url: str) -> bytes:
    """A QR code (ISO/IEC 18004, error correction M) as SVG; its quiet zone is left to the template."""
    out = io.BytesIO()
    code = segno.make(url[:LONGEST], error="m", micro=False)
    code.save(out, kind="svg", border=0, xmldecl=False, scale=4, omitsize=False)
    return out.getvalue()
