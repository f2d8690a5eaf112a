"""The agenda on loose sheets: a poster for an event, a month for the notice board. PDFs are kept until something changes."""

import datetime as dt
import hashlib
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from agenda.descriptions import plain
from agenda.listing import month_title
from agenda.models import AgendaPage, EventPage
from agenda.paper import paper_agenda, paper_nearby
from core.models import VillageImage
from core.originals import bring, original_path
from press.document import Photo
from press.sheets import EPOCH, MonthSheet, PaperSize, Poster, render_month, render_poster
from press.worker import shared_worker
from villages.models import Village

VERSION = "2"  # a new one after a change in the press makes every sheet anew
NEARBY_SHOWN = 9  # activities of the neighbours on the notice board: the sheet is the village's own
KEPT = 300  # files; the least recently read go first
SECONDS = 30.0


def event_poster(event: EventPage, village: Village, url: str) -> Poster:
    """Give the poster of an event in its own language; `url` is the page's full address, which becomes a QR code."""
    photo = event.photo
    return Poster(
        title=event.title,
        when=event.sentence,
        place=", ".join(part for part in (event.place_name, event.address) if part),
        contact=event.contact_name,
        phone=event.contact_phone,
        text=plain(event.description),
        price=event.price,
        url=url,
        village=village.name,
        colour=village.look.colour,
        language=event.locale.language_code,
        crest=_path(village.look.crest),
        photo=Photo(original_path(photo.file), event.alternative_text or photo.title) if photo else None,
        published_on=timezone.localdate(event.last_published_at) if event.last_published_at else EPOCH,
    )


def notice_board(agenda: AgendaPage, village: Village, url: str, first: dt.date) -> MonthSheet:
    """Give a month of the agenda on one sheet; `first` is the month's first day, `url` the agenda's full address."""
    language = agenda.locale.language_code
    last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    days, recurring = paper_agenda(agenda, first, last, language, resting=False)
    nearby, nearby_recurring = paper_nearby(village, first, last, language, NEARBY_SHOWN)
    return MonthSheet(
        title=month_title(first),
        days=days,
        recurring=recurring,
        nearby=nearby,
        nearby_recurring=nearby_recurring,
        url=url,
        village=village.name,
        colour=village.look.colour,
        language=language,
        crest=_path(village.look.crest),
        published_on=first,
    )


def printed_poster(poster: Poster, size: PaperSize) -> Path:
    """Give the PDF of a poster, from the shelf or fresh from the press.

    Raises:
        press.errors.PressError: it cannot be printed.
    """
    return _printed(f"{size}{poster!r}", render_poster, poster, size)


def printed_month(sheet: MonthSheet) -> Path:
    """Give the PDF of a month, from the shelf or fresh from the press.

    Raises:
        press.errors.PressError: it cannot be printed.
    """
    return _printed(repr(sheet), render_month, sheet)


def _printed(identity: str, render: object, *arguments: object) -> Path:
    shelf: Path = settings.VAR / "press" / "agenda"
    path = shelf / f"{hashlib.sha256(f'{VERSION}{identity}'.encode()).hexdigest()}.pdf"
    if path.exists():
        path.touch()
        return path
    pdf = shared_worker().run(render, *map(bring, arguments), seconds=SECONDS)  # type: ignore[arg-type, type-var]
    shelf.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=shelf, delete=False) as file:
        file.write(pdf)  # type: ignore[arg-type]
    Path(file.name).replace(path)  # readers see the whole file or none
    by_age = sorted(shelf.glob("*.pdf"), key=lambda kept: kept.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        old.unlink(missing_ok=True)
    return path


def _path(image: VillageImage | None) -> Path | None:
    return original_path(image.file) if image is not None and image.file else None
