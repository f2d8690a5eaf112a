"""The papers of an edition as they went to the printer, kept for good: what changes afterwards changes none of them."""

import datetime as dt
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dorpskrant.models import EditionPage, PrintedEdition, PrintedPaper
from dorpskrant.paper import Channel, edition_document, paper_layout
from dorpskrant.print_layouts import every_print_layout
from dorpskrant.printing import paper_of, slot_of, wait_for
from dorpskrant.shelf import Paper, latest

PATIENCE_SECONDS = 6  # for an edition that was never printed before it is called printed


class StillPrinting(Exception):
    """The press is making the paper; ask again in a few seconds."""


def papers_for_print(edition: EditionPage) -> dict[str, Paper]:
    """Give the papers that were made for printing, by what they are (`a4-3-colour`). Where there are none the press makes one.

    Raises:
        StillPrinting: it is not ready yet.
    """
    begin = f"{edition.pk}-paper-"
    slots = [slot_of(edition, "paper", layout) for layout in every_print_layout(edition)]
    found = {slot.removeprefix(begin): paper for slot in slots if (paper := latest(slot)) is not None}
    if found:
        return found
    layout = paper_layout(edition)
    slot = slot_of(edition, "paper", layout)
    paper = paper_of(slot, edition_document(edition, Channel.PAPER, drafts=True), layout)
    wait_for(paper, PATIENCE_SECONDS)
    if paper.state == "busy":
        raise StillPrinting
    return {slot.removeprefix(begin): paper} if paper.state == "ready" else {}


def mark_printed(edition: EditionPage, user_id: int | None) -> None:
    """Write down that an edition was printed, and keep its papers. One that the press cannot make is marked all the same.

    Raises:
        StillPrinting: the press is at it; nothing was written down.
    """
    if PrintedEdition.objects.filter(pk=edition.pk).exists():
        return
    papers = papers_for_print(edition)
    with transaction.atomic():
        printed, made = PrintedEdition.objects.get_or_create(edition=edition, defaults={"printed_by_id": user_id})
        for kind, paper in papers.items() if made else ():
            _keep(printed, kind, paper)


def unmark_printed(edition: EditionPage) -> None:
    """Say that it was not printed after all: it can be changed again, and the papers go."""
    files = [paper.file for paper in PrintedPaper.objects.filter(printed=edition.pk)]
    with transaction.atomic():
        PrintedEdition.objects.filter(pk=edition.pk).delete()
        for file in files:
            transaction.on_commit(partial(file.delete, save=False))


def _keep(printed: PrintedEdition, kind: str, paper: Paper) -> None:
    made_at = timezone.now() - dt.timedelta(seconds=paper.age_seconds())
    for name, file in ((kind, paper.pdf), (f"{kind}-sheets", paper.sheets)):
        if file.exists():
            content = ContentFile(file.read_bytes(), f"{name}.pdf")
            PrintedPaper.objects.create(printed=printed, kind=name, made_at=made_at, file=content)
