"""The route on paper: what the press needs of a page, and the PDF, kept until something of it changes."""

import hashlib
import html
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from press.colours import INK
from press.sheets import EPOCH, RouteSheet, RouteStop, render_route_sheet
from press.worker import shared_worker

if TYPE_CHECKING:
    from .models import RoutePage

#: A new one after a change in the press makes every sheet anew.
VERSION = "1"
KEPT = 200  # files; the least recently read go first
SECONDS = 30.0


def route_sheet(page: "RoutePage", url: str, village: Any) -> RouteSheet:
    """Give the sheet of a route; `url` is the page's full address, which becomes a QR code."""
    return RouteSheet(
        title=page.title,
        track=tuple((point.latitude, point.longitude) for part in page.line_points for point in part),
        stops=tuple(
            RouteStop(
                number=number,
                title=stop.title,
                latitude=stop.place[0],
                longitude=stop.place[1],
                at_text=_("after %(distance)s") % {"distance": stop.at_text} if stop.at_metres else _("at the start"),
                text=plain(stop.text),
                question=stop.question,
                transcript=stop.spoken_text,
                url=f"{url}#halte-{number}" if stop.audio else "",
            )
            for number, stop in enumerate(page.ordered_stops, start=1)
            if stop.place
        ),
        nodes=tuple(page.node_numbers),
        intro=page.intro,
        facts=tuple(facts(page)),
        facilities="\n".join(filter(None, (page.facilities, page.cafes))),
        url=url,
        village=village.name if village else "",
        colour=village.look.colour if village else INK,
        language=page.locale.language_code,
        published_on=page.last_published_at.date() if page.last_published_at else EPOCH,
    )


def facts(page: "RoutePage") -> list[str]:
    """Give what to know before leaving, a short line each."""
    lines = [f"{page.length_text} · {page.riding_time_text}"]
    if page.climb_metres is not None:
        lines[0] += " · " + _("%(metres)s m of climbing") % {"metres": number_format(page.climb_metres)}
    named = (
        (_("Start"), page.start_place),
        (_("End"), page.end_place),
        (_("Surface"), page.surface),
        (_("Suits"), ", ".join(page.suitable_for)),
    )
    return [*lines, *(f"{name}: {text}" for name, text in named if text)]


def plain(rich_text: str) -> str:
    """Give a rich text as plain paragraphs."""
    return html.unescape(strip_tags(rich_text.replace("</p>", "</p>\n").replace("<br/>", "\n"))).strip()


def printed_sheet(sheet: RouteSheet) -> Path:
    """Give the PDF of a sheet, from the shelf or fresh from the press.

    Raises:
        press.errors.PressError: it cannot be printed.
    """
    shelf: Path = settings.VAR / "press" / "routes"
    path = shelf / f"{hashlib.sha256(f'{VERSION}{sheet!r}'.encode()).hexdigest()}.pdf"
    if path.exists():
        path.touch()
        return path
    pdf = shared_worker().run(render_route_sheet, sheet, seconds=SECONDS)
    shelf.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=shelf, delete=False) as file:
        file.write(pdf)
    Path(file.name).replace(path)  # readers see the whole file or none
    by_age = sorted(shelf.glob("*.pdf"), key=lambda kept: kept.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        old.unlink(missing_ok=True)
    return path
