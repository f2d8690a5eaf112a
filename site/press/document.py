"""What goes into print, as plain frozen data: no Django, no HTML, no Typst.

Everything a page of the paper edition shows is one of these dataclasses. Text is text: no field is ever read as markup.
Lengths carry their unit in the name (``width_px``); texts are already in the language of the edition, dates already
written out the way people say them ("woensdag 4 maart 2026").
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Weight = Literal["lead", "normal", "short"]
Pin = Literal["", "front", "back"]
NoticeKind = Literal["born", "married", "died"]
AdvertSize = Literal["1/8", "1/4", "1/2", "1/1"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. ``style`` holds the letters b (bold), i (italic), ^ (raised), _ (lowered)."""

    text: str
    style: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a run whose text is a newline is a line break."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between paragraphs of one article."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; ``level`` 0 is the outermost list, ``number`` is None for a bullet."""

    runs: tuple[Run, ...]
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, nested ones flattened to items with a level."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pull quote with, if known, who said it."""

    runs: tuple[Run, ...]
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture file with what is said about it.

    ``path`` is a raster file that Pillow can read (never SVG). ``width_px`` and ``height_px`` may be 0: the file itself
    decides. ``columns`` is how many columns wide it is printed, 0 leaves that to the layout. ``alt`` is what a screen
    reader says; without it the caption serves.
    """

    path: Path
    alt: str
    caption: str = ""
    credit: str = ""
    columns: int = 0
    width_px: int = 0
    height_px: int = 0
    focus_x: float = 0.5
    focus_y: float = 0.5


@dataclass(frozen=True, slots=True)
class Gallery:
    """Photos that belong together, printed as one block."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A highlighted box with its own title and text."""

    title: str
    blocks: tuple[Paragraph | ItemList | Heading | Quotation, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something that paper cannot hold (sound, a file): what it is, and the address where it can be found."""

    label: str
    url: str


TextBlock = Paragraph | ItemList | Heading | Quotation
Block = TextBlock | Photo | Gallery | Box | Pointer


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``id`` is unique in its edition; ``weight`` steers how large it is set; ``pin`` keeps it at an end."""

    id: str
    title: str
    body: tuple[Block, ...] = ()
    kicker: str = ""
    byline: str = ""
    intro: str = ""
    photo: Photo | None = None
    weight: Weight = "normal"
    pin: Pin = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A family notice: who, and the few sentences that the family gave. Consent has been checked by the caller."""

    kind: NoticeKind
    names: str
    text: str = ""
    date_text: str = ""
    place: str = ""
    portrait: Photo | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the agenda. ``status_text`` is filled when it was cancelled or moved ("Afgelast", "Verplaatst")."""

    title: str
    time_text: str = ""
    place: str = ""
    contact: str = ""
    phone: str = ""
    note: str = ""
    status_text: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """Everything on one day; ``weekday`` ("woensdag"), ``day`` ("4") and ``month`` ("maart") are set apart in print."""

    weekday: str
    day: str
    month: str
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class RecurringActivity:
    """A series as one sentence ("om de 2 weken op woensdag van 15 tot 17 uur"), never dropped from paper."""

    title: str
    sentence: str
    place: str = ""
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Advert:
    """An advert as a share of the page: either a picture that fills it, or a title and text that the press sets.

    ``page`` is where it must stand: 0 where there is room, -1 the back page, else the number of the page.
    """

    id: str
    size: AdvertSize
    title: str = ""
    text: str = ""
    picture: Photo | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """The village's fixed contact point."""

    name: str = ""
    place: str = ""
    hours: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a village's newspaper.

    ``title`` is the newspaper's own name, ``label`` that of this edition ("Winter 2026"). ``published_on`` dates the
    PDF, so that the same edition gives the same bytes. ``colour`` is "#rrggbb". ``language`` is one that
    ``press.words`` knows. ``url`` is the short address that is printed in the footer; ``nearby`` is what
    neighbouring villages share of their agendas. ``short_addresses`` pairs a link
    that is too long to type with the address that leads there.
    """

    title: str
    published_on: datetime.date
    village: str = ""
    subtitle: str = ""
    label: str = ""
    volume: int | None = None
    number: int | None = None
    date_text: str = ""
    colour: str = "#1d1d1b"
    language: str = "nl"
    url: str = ""
    crest: Path | None = None
    foreword: str = ""
    articles: tuple[Article, ...] = ()
    notices: tuple[Notice, ...] = ()
    agenda: tuple[AgendaDay, ...] = ()
    recurring: tuple[RecurringActivity, ...] = ()
    nearby: tuple[AgendaDay, ...] = ()
    nearby_recurring: tuple[RecurringActivity, ...] = ()
    adverts: tuple[Advert, ...] = ()
    colophon: tuple[TextBlock, ...] = ()
    contact: ContactPoint | None = None
    short_addresses: tuple[tuple[str, str], ...] = ()
    target_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How an edition is printed.

    ``format`` is "a4", "a5" or "large" (A4 in large print, always one column). ``columns`` 2 to 4, 0 takes the format's
    own. ``bleed`` adds 3 mm around the page, ``crop_marks`` the marks as well. ``colour`` False prints in black only.
    ``pages`` limits the output to the first so many pages, 0 prints all of them.
    """

    format: Literal["a4", "a5", "large"] = "a4"
    columns: int = 0
    colour: bool = True
    bleed: bool = False
    crop_marks: bool = False
    pages: int = 0
