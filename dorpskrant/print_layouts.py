"""What an edition can be printed as."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from dorpskrant.models import EditionPage
from dorpskrant.paper import paper_layout
from press.document import Layout

A4, A5, SHEETS, LARGE, WEB = "a4", "a5", "vellen", "groot", "site"


def print_layout(edition: EditionPage, kind: str, *, colour: bool = True, bleed: bool = False) -> Layout:
    """Give the layout of a kind: the edition's own where it is of that size."""
    more: dict[str, Any] = {"colour": colour, "bleed": bleed, "crop_marks": bleed}
    own = paper_layout(edition)
    match kind:
        case "groot":
            return Layout(format="large", **more)
        case "a5" | "vellen":
            return replace(own, **more) if own.format == "a5" else Layout(format="a5", **more)
    return paper_layout(edition, a4=True, **more)


def every_print_layout(edition: EditionPage) -> Iterator[Layout]:
    """Give each layout that the print shop can make of an edition."""
    for kind, colour, bleed in product((A4, A5, LARGE), (True, False), (False, True)):
        yield print_layout(edition, kind, colour=colour, bleed=bleed)
