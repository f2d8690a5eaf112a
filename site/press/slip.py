"""A slip for the letterbox: the same questions as a form on the site, to be filled in with a pen."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from press.colours import INK
from press.sheets import EPOCH, _common, _link, _print, _writer


@dataclass(frozen=True, slots=True)
class SlipField:
    """A question with so many lines to write on, or with boxes to tick."""

    label: str
    lines: int = 1
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip. ``where`` says where it is to be brought, ``published`` what of it will be read by all."""

    title: str
    fields: tuple[SlipField, ...]
    intro: str = ""
    published: str = ""
    where: str = ""
    url: str = ""
    village: str = ""
    colour: str = INK
    language: str = "nl"
    crest: Path | None = None
    published_on: datetime.date = EPOCH


def render_slip(slip: Slip) -> bytes:
    """The slip as a tagged PDF on A4. Raises a ``PressError`` subclass."""
    writer = _writer(slip.language, "a4")
    data = _common(writer, slip.village, slip.colour, slip.crest)
    data |= {key: writer.plain(getattr(slip, key), 400) for key in ("title", "intro", "published", "where")}
    data["fields"] = [
        {
            "label": writer.plain(field.label, 160),
            "lines": max(1, min(field.lines, 20)),
            "choices": [writer.plain(choice, 120) for choice in field.choices],
        }
        for field in slip.fields
    ]
    data |= _link(writer, slip.url)
    return _print(writer, data, "slip.typ", slip.published_on)
