"""The cover of the paper edition: its first page as a picture.

It is printed from an edition of its own, without notices, agenda and adverts: what somebody may want to take back is not in
it, and a change in the agenda does not have every cover printed again.
"""

import io
from dataclasses import replace

from django.utils import translation
from PIL import Image

from dorpskrant.models import EditionPage
from dorpskrant.paper import article_document, contact_of, newspaper_document, paper_layout
from dorpskrant.printing import paper_of, slot_of
from dorpskrant.shelf import Paper
from dorpskrant.shelves import ShelfFile, shelf
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


def cover_picture(paper: Paper) -> ShelfFile:
    """Give the file of a finished cover, as WebP.

    Raises:
        FileNotFoundError: the paper was thrown away meanwhile.
    """
    name = f"{paper.key}/cover.webp"
    cover = shelf().file(name)
    if not cover.exists():
        made = io.BytesIO()
        with Image.open(io.BytesIO(paper.thumbnail(1).read_bytes())) as picture:
            picture.convert("RGB").save(made, "WEBP", quality=WEBP_QUALITY, method=6)
        shelf().write(name, made.getvalue())
    return cover
