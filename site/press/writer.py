"""What every job of the press is written with: texts made printable, photos and codes put in the job folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.colours import palette
from press.document import (
    AgendaDay,
    Block,
    Box,
    ContactPoint,
    Gallery,
    Heading,
    ItemList,
    Paragraph,
    Photo,
    Pointer,
    Quotation,
    RecurringActivity,
    Run,
)
from press.errors import PressError, TooMuchText
from press.fonts import OTHER_SCRIPTS, without_unprintable
from press.layouts import Measures
from press.links import LinkNotes, breakable
from press.photos import prepare_emblem, prepare_photo
from press.qr import qr_svg
from press.typography import typographic
from press.words import region_for, words_for

MAX_HEADING = 200
MAX_CHARACTERS = 2_000_000


@dataclass
class Job:
    """What one compilation needs: ``data`` for the template, ``files`` for the job folder, what was left out."""

    data: dict[str, Any]
    files: dict[str, bytes]
    unprintable: tuple[str, ...]


class Writer:
    """Turns texts and photos into JSON values and files; subclasses know a document."""

    def __init__(self, language: str, measures: Measures, *, colour: bool) -> None:
        self.language = language
        self.measures = measures
        self.in_colour = colour
        self.files: dict[str, bytes] = {}
        self.missing: set[str] = set()
        self.characters = 0
        self.article = ""
        self.short_addresses: dict[str, str] = {}

    def plain(self, text: str, limit: int = 4_000) -> str:
        """One line of typographic text, cut at ``limit`` characters with an ellipsis."""
        text = " ".join(str(text).split())
        if len(text) > limit:
            text = text[: limit - 1].rstrip() + "…"
        return self.printable(typographic(text, self.language))

    def printable(self, text: str) -> str:
        """The text that the fonts can set; the rest is remembered. Raises ``TooMuchText`` over 2 million characters."""
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise TooMuchText("This edition holds more text than the press sets.", article=self.article)
        text, missing = without_unprintable(text)
        self.missing |= missing
        return text

    def runs(self, runs: Iterable[Run]) -> list[list[str]]:
        """Runs as [text, style, address], set with a printer's care whether or not they have been before."""
        out, before = [], ""
        for run in runs:
            text = self.printable(typographic(run.text, self.language, before))
            out.append([text, run.style, run.href])
            before = text
        return [run for run in out if run[0]] or [[" ", "", ""]]

    def photo(self, photo: Photo, width_mm: float, span: int = 1) -> dict[str, Any]:
        """A photo as the template reads it; its file goes to the job folder under a name of ours."""
        ready = prepare_photo(photo, width_mm, colour=self.in_colour, article=self.article)
        name = f"photo-{len(self.files) + 1:03d}.{ready.suffix}"
        self.files[name] = ready.data
        caption = self.plain(photo.caption, 400)
        return {
            "t": "photo",
            "file": name,
            "ratio": ready.ratio,
            "alt": self.plain(photo.alt, 400) or caption or words_for(self.language)["photo"],
            "caption": caption,
            "credit": self.plain(photo.credit, 120),
            "span": span,
        }

    def blocks(self, blocks: Iterable[Block], notes: LinkNotes | None = None) -> list[dict[str, Any]]:
        """Blocks as the template reads them."""
        notes = notes if notes is not None else LinkNotes(short=self.short_addresses)
        return [value for block in blocks for value in self._block(block, notes)]

    def _block(self, block: Block, notes: LinkNotes) -> list[dict[str, Any]]:
        match block:
            case Paragraph(runs):
                return [{"t": "p", "runs": self.runs(notes.readable(runs)), "verse": _is_verse(runs)}]
            case Heading(runs):
                text = "".join(run.text for run in runs).replace("\n", " ")
                return [{"t": "h", "runs": [[self.plain(text, MAX_HEADING), "", ""]]}]
            case ItemList(items):
                return [
                    {
                        "t": "list",
                        "items": [
                            {"runs": self.runs(notes.readable(i.runs)), "level": i.level, "number": i.number}
                            for i in items
                        ],
                    }
                ]
            case Quotation(runs, attribution):
                text = "".join(run.text for run in runs)
                if len(text) > 400:
                    return [{"t": "p", "runs": self.runs([*runs, Run(f" {attribution}" if attribution else "")])}]
                return [{"t": "quote", "runs": self.runs(runs), "by": self.plain(attribution, 120)}]
            case Photo():
                return [self.photo(block, self.measures.column_width_mm)]
            case Gallery(photos):
                width = self.measures.column_width_mm
                return [{"t": "gallery", "photos": [self.photo(p, width) for p in photos[:12]]}] if photos else []
            case Box(title, inner):
                return [{"t": "box", "title": self.plain(title, MAX_HEADING), "blocks": self.blocks(inner, notes)}]
            case Pointer(label, url):
                address = self.printable(breakable(notes.printed(url)))
                name = self.code(url) if url.startswith(("https://", "http://")) else None
                texts = {"label": self.plain(label, 200), "url": address, "spoken": self.printable(notes.printed(url))}
                return [{"t": "pointer", "href": url, "qr": name, **texts}]
        raise PressError(f"The press does not know {type(block).__name__}.", article=self.article)

    def frame(self, colour: str) -> dict[str, Any]:
        """What every template asks for: measures, fixed words, language, fonts, colours."""
        return {
            "measures": self.measures.as_data(),
            "words": words_for(self.language),
            "language": self.language.split("-")[0],
            "region": region_for(self.language),
            "font_fallbacks": list(OTHER_SCRIPTS),
            **palette(colour, in_colour=self.in_colour),
        }

    def emblem(self, path: Path | None, width_mm: float) -> str | None:
        """The name of the crest's file in the job folder; None without a crest."""
        if path is None:
            return None
        ready = prepare_emblem(path, width_mm, colour=self.in_colour)
        name = f"crest.{ready.suffix}"
        self.files[name] = ready.data
        return name

    def code(self, url: str) -> str:
        """The name of the file with a QR code of this address."""
        name = f"qr-{len(self.files) + 1:03d}.svg"
        self.files[name] = qr_svg(url)
        return name

    def day(self, day: AgendaDay) -> dict[str, Any]:
        """A day of the agenda with all that is on."""
        keys = ("title", "time_text", "place", "contact", "phone", "note", "status_text")
        items = [{**{k: self.plain(getattr(i, k), 300) for k in keys}, "cancelled": i.cancelled} for i in day.items]
        return {**{k: self.plain(getattr(day, k), 40) for k in ("weekday", "day", "month")}, "items": items}

    def activity(self, activity: RecurringActivity) -> dict[str, str]:
        """An activity that comes back, as its sentence."""
        keys = ("title", "sentence", "place", "contact", "phone")
        return {key: self.plain(getattr(activity, key), 400) for key in keys}

    def contact(self, contact: ContactPoint | None) -> dict[str, str] | None:
        """The contact point; None where nothing is known of it."""
        if contact is None:
            return None
        keys = ("name", "place", "hours", "phone", "email")
        values = {key: self.plain(getattr(contact, key), 200) for key in keys}
        return {**values, "email": breakable(values["email"])} if any(values.values()) else None

    def job(self, data: dict[str, Any]) -> Job:
        """The job with these data and all files that were asked for on the way."""
        return Job(data, self.files, tuple(sorted(self.missing)))


def _is_verse(runs: tuple[Run, ...]) -> bool:
    """Whether a paragraph is poetry: two line breaks or more and no long line."""
    lines = re.split("\n", "".join(run.text for run in runs))
    return len(lines) >= 3 and max(len(line) for line in lines) <= 70
