"""Paper editions that were made: derived files, named by a hash of all that went in, made anew when it changes."""

import hashlib
import tempfile
from pathlib import Path

from django.conf import settings

from press.document import Edition, Layout
from press.typeset import render_edition

KEPT = 400  # files; the least recently read go first
_VERSION = "1"  # a new one after a change in the press makes every paper anew


def fingerprint(edition: Edition, layout: Layout) -> str:
    """Give the hash of everything that decides what the paper looks like.

    Photos count by their path: an uploaded file never changes, a new upload has a new name.
    """
    return hashlib.sha256(f"{_VERSION}\0{edition!r}\0{layout!r}".encode()).hexdigest()


def printed(edition: Edition, layout: Layout) -> Path:
    """Give the PDF of an edition, from the shelf or fresh from the press.

    Raises:
        press.errors.PressError: it cannot be printed as it is; the error names the article at fault where that is known.
    """
    shelf: Path = settings.VAR / "press"
    path = shelf / f"{fingerprint(edition, layout)}.pdf"
    if path.exists():
        path.touch()
        return path
    pdf = render_edition(edition, layout).pdf
    shelf.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=shelf, delete=False) as file:
        file.write(pdf)
    Path(file.name).replace(path)  # readers see the whole file or none
    _tidy(shelf)
    return path


def _tidy(shelf: Path) -> None:
    by_age = sorted(shelf.glob("*.pdf"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[KEPT:]:
        path.unlink(missing_ok=True)
