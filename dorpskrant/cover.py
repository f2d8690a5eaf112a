"""The cover of the paper edition: its first page as a picture.

It is printed from an edition of its own, without notices, agenda and adverts: what somebody may want to take back is not in
it, and a change in the agenda does not have every cover printed again.
"""

from dataclasses import replace
from pathlib import Path

from django.utils import translation
from PIL import Image

from dorpskrant.models import EditionPage
from dorpskrant.paper import article_document, contact_of, newspaper_document, paper_layout
from dorpskrant.printing import paper_of, slot_of
from dorpskrant.shelf import Paper
from press.document import Edition

WEBP_QUALITY = 80


def cover_document(edition: EditionPage) -> Edition:
    """Give what the first page of an edition shows, and all that its list of contents has to know."""
    frame = newspaper_document(edition)
    root = edition.get_site().root_url
    with translation.override(frame.language):
        return replace(
            frame,
            foreword=edition.intro,
            articles=tuple(article_document(article, frame.language, root) for article in edition.articles()),
            contact=contact_of(edition),
            target_pages=edition.target_pages,
        )


def cover_of(edition: EditionPage) -> Paper:
    """Give the paper whose first page is the cover, from the shelf or ordered from the press."""
    layout = paper_layout(edition, pages=1)
    return paper_of(slot_of(edition, "cover", layout), cover_document(edition), layout, thumbnails=True)


def cover_picture(paper: Paper) -> Path:
    """Give the file of a finished cover, as WebP.

    Raises:
        FileNotFoundError: the paper was thrown away meanwhile.
    """
    path = paper.folder / "cover.webp"
    if not path.exists():
        draft = path.with_suffix(".tmp")
        with Image.open(paper.thumbnail(1)) as picture:
            picture.convert("RGB").save(draft, "WEBP", quality=WEBP_QUALITY, method=6)
        draft.replace(path)
    return path
