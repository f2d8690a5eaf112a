"""An edition as the template reads it: plain JSON, and beside it the pictures it names."""

from __future__ import annotations

from typing import Any

from press.document import Advert, Article, Edition, Layout, Notice
from press.errors import TooMuchText
from press.layouts import BLEED_MM, measures_for
from press.links import LinkNotes, breakable, paper_address
from press.progress import announce
from press.richtext import blocks_from_text
from press.words import words_for
from press.writer import Job, Writer

MAX_TITLE = 300
MAX_INTRO = 1_200
MAX_ARTICLES = 300


def edition_job(edition: Edition, layout: Layout, *, bare: bool = False) -> Job:
    """The job for an edition in a layout; ``bare`` leaves out masthead, contents and footers.

    Raises ``PhotoError`` and ``TooMuchText`` with the article at fault.
    """
    return _EditionWriter(edition, layout, bare=bare).edition_job()


class _EditionWriter(Writer):
    def __init__(self, edition: Edition, layout: Layout, *, bare: bool) -> None:
        super().__init__(edition.language, measures_for(layout), colour=layout.colour)
        self.bare = bare
        self.edition = edition
        self.layout = layout
        self.short_addresses = dict(edition.short_addresses)

    def edition_job(self) -> Job:
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
        data: dict[str, Any] = {
            **self.frame(edition.colour),
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
            "crest": self.emblem(edition.crest, 17 * max(self.measures.scale, 1)),
            "foreword": self.blocks(blocks_from_text(edition.foreword[:4000], edition.language)),
            "articles": articles,
            "contents": [
                {"label": a["label"], "kicker": a["kicker"], "title": self.plain(a["title"], 110)} for a in articles
            ],
            "notices": [self._notice(n) for n in edition.notices],
            "agenda": [self.day(day) for day in edition.agenda],
            "recurring": [self.activity(activity) for activity in edition.recurring],
            "nearby": [self.day(day) for day in edition.nearby],
            "nearby_recurring": [self.activity(activity) for activity in edition.nearby_recurring],
            "adverts": [self._advert(advert) for advert in edition.adverts],
            "colophon": self.blocks(edition.colophon),
            "contact": self.contact(edition.contact),
        }
        return self.job(data)

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

    def _advert(self, advert: Advert) -> dict[str, Any]:
        width = self.measures.text_width_mm
        picture = self.photo(advert.picture, width) if advert.picture else None
        texts = {"title": self.plain(advert.title, 120), "text": self.plain(advert.text, 500)}
        return {"id": advert.id, "size": advert.size, "page": advert.page, "picture": picture, **texts}


def _in_order(articles: tuple[Article, ...]) -> list[Article]:
    """The first lead in front, pinned ones at their end; everything else as the editors put it."""

    def rank(pair: tuple[int, Article]) -> tuple[int, int]:
        index, article = pair
        first = next((i for i, a in enumerate(articles) if a.weight == "lead"), 0)
        place = 0 if index == first else {"front": 1, "": 2, "back": 3}[article.pin]
        return place, index

    return [article for _, article in sorted(enumerate(articles), key=rank)]
