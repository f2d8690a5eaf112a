"""An edition as the template reads it: plain JSON, and beside it the pictures it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from press.colours import palette
from press.document import (
    Advert,
    AgendaDay,
    Article,
    Block,
    Box,
    Edition,
    Gallery,
    Heading,
    ItemList,
    Layout,
    Notice,
    Paragraph,
    Photo,
    Pointer,
    Quotation,
    Run,
)
from press.errors import PressError, TooMuchText
from press.fonts import OPTIONAL_FAMILIES, without_unprintable
from press.layouts import BLEED_MM, Measures, measures_for
from press.links import LinkNotes, breakable, paper_address
from press.photos import prepare_emblem, prepare_photo
from press.progress import announce
from press.qr import qr_svg
from press.richtext import blocks_from_text
from press.typography import typographic
from press.words import region_for, words_for

MAX_TITLE = 300
MAX_HEADING = 200
MAX_INTRO = 1_200
MAX_ARTICLES = 300
MAX_CHARACTERS = 2_000_000


@dataclass
class Job:
    """What one compilation needs: ``data`` for the template, ``files`` for the job folder, what was left out."""

    data: dict[str, Any]
    files: dict[str, bytes]
    unprintable: tuple[str, ...]


def edition_job(edition: Edition, layout: Layout, *, bare: bool = False) -> Job:
    """The job for an edition in a layout; ``bare`` leaves out masthead, contents and footers.

    Raises ``PhotoError`` and ``TooMuchText`` with the article at fault.
    """
    return _EditionWriter(edition, layout, bare=bare).job()


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
                name = None
                if url.startswith(("https://", "http://")):
                    name = f"qr-{len(self.files) + 1:03d}.svg"
                    self.files[name] = qr_svg(url)
                texts = {"label": self.plain(label, 200), "url": address, "spoken": self.printable(notes.printed(url))}
                return [{"t": "pointer", "href": url, "qr": name, **texts}]
        raise PressError(f"The press does not know {type(block).__name__}.", article=self.article)


class _EditionWriter(Writer):
    def __init__(self, edition: Edition, layout: Layout, *, bare: bool) -> None:
        super().__init__(edition.language, measures_for(layout), colour=layout.colour)
        self.bare = bare
        self.edition = edition
        self.layout = layout
        self.short_addresses = dict(edition.short_addresses)

    def job(self) -> Job:
        edition, layout, words = self.edition, self.layout, words_for(self.edition.language)
        if len(edition.articles) > MAX_ARTICLES:
            raise TooMuchText(f"An edition holds at most {MAX_ARTICLES} articles.")
        articles = []
        for index, article in enumerate(_in_order(edition.articles)):
            announce("photos", index, len(edition.articles))
            articles.append(self._article(index, article))
        self.article = ""
        title = self.plain(edition.title, 80) or self.plain(edition.village, 80) or words["cover"]
        issue = ", ".join(
            f"{words[key]} {value}" for key, value in (("volume", edition.volume), ("number", edition.number)) if value
        )
        label, date_text = self.plain(edition.label, 60), self.plain(edition.date_text, 60)
        crest = None
        if edition.crest:
            emblem = prepare_emblem(edition.crest, 17 * max(self.measures.scale, 1), colour=layout.colour)
            crest = f"crest.{emblem.suffix}"
            self.files[crest] = emblem.data
        data: dict[str, Any] = {
            "measures": self.measures.as_data(),
            "words": words,
            "language": edition.language.split("-")[0],
            "region": region_for(edition.language),
            "font_fallbacks": list(OPTIONAL_FAMILIES),
            **palette(edition.colour, in_colour=layout.colour),
            "title": title,
            "village": self.plain(edition.village, 80),
            "subtitle": self.plain(edition.subtitle, 120),
            "issue": issue,
            "label": label,
            "date_text": date_text,
            "document_title": ", ".join(part for part in (title, label or issue, date_text) if part),
            "footers": [
                "  ·  ".join(part for part in parts if part)
                for parts in (
                    (title, label or issue, date_text, paper_address(edition.url)),
                    (title, label or issue, date_text),
                    (title, label or issue),
                    (title,),
                )
            ],
            "date": [edition.published_on.year, edition.published_on.month, edition.published_on.day],
            "bleed_mm": BLEED_MM if layout.bleed or layout.crop_marks else 0,
            "only_pages": layout.pages,
            "bare": self.bare,
            "crest": crest,
            "foreword": self.blocks(blocks_from_text(edition.foreword[:4000], edition.language)),
            "articles": articles,
            "contents": [
                {"label": a["label"], "kicker": a["kicker"], "title": self.plain(a["title"], 110)} for a in articles
            ],
            "notices": [self._notice(n) for n in edition.notices],
            "agenda": [self._day(day) for day in edition.agenda],
            "recurring": [
                {key: self.plain(getattr(r, key), 400) for key in ("title", "sentence", "place", "contact", "phone")}
                for r in edition.recurring
            ],
            "adverts": [self._advert(advert) for advert in edition.adverts],
            "colophon": self.blocks(edition.colophon),
            "contact": self._contact(),
        }
        return Job(data, self.files, tuple(sorted(self.missing)))

    def _article(self, index: int, article: Article) -> dict[str, Any]:
        self.article = article.id
        notes = LinkNotes(short=self.short_addresses)
        lead = article.weight == "lead"
        span = 0
        photo = None
        body = list(article.body)
        picture = article.photo
        if picture is not None:
            span = picture.columns or self._span(article)
            # The lead may stand beside a narrower photo on paper, so its file is made for the widest place it can take.
            photo = self.photo(picture, self.measures.span_width_mm(span), span)
        blocks = self.blocks(body, notes)
        if notes.notes:
            items = [
                {"number": n, "url": self.printable(breakable(address)), "href": href}
                for n, href, address in notes.notes
            ]
            blocks.append({"t": "notes", "items": items})
        title = self.plain(article.title, MAX_TITLE) or words_for(self.language)["cover"]
        return {
            "id": article.id,
            "label": f"article-{index + 1}",
            "title": title,
            "kicker": self.plain(article.kicker, 60),
            "byline": self.plain(article.byline, 120),
            "intro": self.plain(article.intro, MAX_INTRO),
            "pin": article.pin,
            "weight": "lead" if lead and index == 0 else ("normal" if lead else article.weight),
            "photo": photo,
            "body": blocks,
        }

    def _span(self, article: Article) -> int:
        """How many columns wide a photo prints where nobody chose: wide ones over two, upright ones over one."""
        picture = article.photo
        assert picture is not None
        columns = self.measures.columns
        if article.weight == "lead":
            return columns
        upright = bool(picture.height_px and picture.width_px and picture.height_px > picture.width_px)
        return 1 if upright or article.weight == "short" or columns == 1 else 2

    def _notice(self, notice: Notice) -> dict[str, Any]:
        portrait = self.photo(notice.portrait, 24) if notice.portrait else None
        lengths = {"names": 200, "text": 1_000, "date_text": 60, "place": 120}
        values = {key: self.plain(getattr(notice, key), length) for key, length in lengths.items()}
        return {"kind": notice.kind, "portrait": portrait, **values}

    def _day(self, day: AgendaDay) -> dict[str, Any]:
        keys = ("title", "time_text", "place", "contact", "phone", "note", "status_text")
        items = [{**{k: self.plain(getattr(i, k), 300) for k in keys}, "cancelled": i.cancelled} for i in day.items]
        return {**{k: self.plain(getattr(day, k), 40) for k in ("weekday", "day", "month")}, "items": items}

    def _advert(self, advert: Advert) -> dict[str, Any]:
        width = self.measures.text_width_mm
        picture = self.photo(advert.picture, width) if advert.picture else None
        texts = {"title": self.plain(advert.title, 120), "text": self.plain(advert.text, 500)}
        return {"id": advert.id, "size": advert.size, "page": advert.page, "picture": picture, **texts}

    def _contact(self) -> dict[str, str] | None:
        contact = self.edition.contact
        if contact is None:
            return None
        values = {k: self.plain(getattr(contact, k), 200) for k in ("name", "place", "hours", "phone", "email")}
        values["email"] = breakable(values["email"])
        return values if any(values.values()) else None


def _in_order(articles: tuple[Article, ...]) -> list[Article]:
    """The first lead in front, pinned ones at their end; everything else as the editors put it."""

    def rank(pair: tuple[int, Article]) -> tuple[int, int]:
        index, article = pair
        first = next((i for i, a in enumerate(articles) if a.weight == "lead"), 0)
        place = 0 if index == first else {"front": 1, "": 2, "back": 3}[article.pin]
        return place, index

    return [article for _, article in sorted(enumerate(articles), key=rank)]


def _is_verse(runs: tuple[Run, ...]) -> bool:
    """Whether a paragraph is poetry: two line breaks or more and no long line."""
    lines = re.split("\n", "".join(run.text for run in runs))
    return len(lines) >= 3 and max(len(line) for line in lines) <= 70
