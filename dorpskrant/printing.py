"""Printing in the background: an order goes to the press as a task, the paper comes to the shelf."""

import hashlib
import logging
import time

from django_tasks import task

from core.originals import bring
from dorpskrant.models import EditionPage
from dorpskrant.shelf import Order, Paper
from press.document import Edition, Layout
from press.errors import PressError
from press.progress import listening
from press.worker import print_edition

VERSION = "8"  # a new one after a change in the press makes every paper anew
THUMBNAIL_PPI = 54  # pixels an inch: an A4 page of 446 pixels wide
logger = logging.getLogger(__name__)


def paper_of(slot: str, edition: Edition, layout: Layout, *, thumbnails: bool = False) -> Paper:
    """Give the paper of an edition as it is now, on the shelf or ordered from the press.

    `slot` begins with the edition page's number and tells apart what is printed of it for different uses: the shelf keeps
    the last paper of each. Photos count by their path: an uploaded file never changes, a new upload has a new name.
    """
    order = Order(slot, edition, layout, THUMBNAIL_PPI if thumbnails else 0)
    paper = Paper(hashlib.sha256(f"{VERSION}\0{order!r}".encode()).hexdigest())
    if paper.state == "ready":
        paper.touch()
    elif paper.state == "absent" and paper.begin(order):
        print_paper.enqueue(paper.key)
    return paper


def slot_of(page: EditionPage, purpose: str, layout: Layout) -> str:
    """Give the slot of an edition that is printed in this layout for these readers."""
    parts = [str(page.pk), purpose, layout.format, str(layout.columns), "colour" if layout.colour else "black"]
    return "-".join([*parts, *(["bleed"] if layout.bleed else [])])


def again(paper: Paper) -> None:
    """Forget that a paper failed, so that it can be ordered once more."""
    if paper.state == "failed":
        paper.remove()


def wait_for(paper: Paper, seconds: float) -> None:
    """Wait until the paper is ready or has failed, but no longer than so many seconds."""
    until = time.monotonic() + seconds
    while paper.state == "busy" and time.monotonic() < until:
        time.sleep(0.1)


@task(backend="press")
def print_paper(key: str) -> None:
    """Print an order that stands on the shelf; what goes wrong is written down beside it."""
    paper = Paper(key)
    order = paper.order()
    try:
        with listening(paper.note):
            result = print_edition(bring(order.edition), order.layout, thumbnail_ppi=order.thumbnail_ppi)
        paper.finish(order.slot, result)
    except PressError as error:
        paper.fail(error)
    except Exception as error:
        logger.exception("The press could not print %s.", order.slot)
        paper.fail(PressError(f"{type(error).__name__}: {error}"))
