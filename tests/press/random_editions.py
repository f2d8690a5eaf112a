"""Editions of every kind, made by chance from a number: the same number gives the same edition."""

from __future__ import annotations

import random
from pathlib import Path

from press.document import (
    Advert,
    AgendaDay,
    AgendaItem,
    Article,
    Box,
    ContactPoint,
    Edition,
    Gallery,
    Heading,
    ItemList,
    Layout,
    ListItem,
    Notice,
    Paragraph,
    Photo,
    Pointer,
    Quotation,
    RecurringActivity,
    Run,
)
from press.richtext import blocks_from_html
from tests.press.builders import edition, photo

WORDS = (
    *("de", "het", "een", "van", "onder", "linde", "veiling", "klok", "dorpsraadsvergadering", "en", "of", "maar"),
    *("gisteren", "verkiezingsuitslag", "kermis", "soep", "fanfare", "aardappelkroketten", "Trampad", "bezorger"),
    *("gemeenteraadslid", "0470", "Wezerbeek", "’s", "avonds", "verkeersremmende", "maatregelen"),
)
RARE = [
    "Häuserblöcke",
    "Їжак",
    "10.000",
    "een-twee-drie-vier",
    "https://example.be/a/b/c",
    "x" * 60,
    "(vervolg)",
    "€ 5",
]
SHAPES = [(1600, 1000), (1000, 1600), (1200, 1200), (2400, 600), (40, 30)]
LAYOUTS = [
    Layout(columns=2),
    Layout(),
    Layout(columns=4),
    Layout("a5", 1),
    Layout("a5", 2),
    Layout("large"),
]


class Chance:
    """One edition's worth of decisions."""

    def __init__(self, number: int, folder: Path) -> None:
        self.random = random.Random(number)
        self.folder = folder
        self.layout = LAYOUTS[number % len(LAYOUTS)]

    def words(self, least: int, most: int) -> str:
        chosen = [self.random.choice(WORDS) for _ in range(self.random.randint(least, most))]
        if self.random.random() < 0.1:
            chosen.insert(self.random.randrange(len(chosen) + 1), self.random.choice(RARE))
        return " ".join(chosen).capitalize()

    def maybe(self, share: float) -> bool:
        return self.random.random() < share

    def photo(self) -> Photo:
        width, height = self.random.choice(SHAPES)
        caption = self.words(0, 40) if self.maybe(0.8) else ""
        credit = "Foto: Lotte Smets" if self.maybe(0.7) else ""
        return photo(
            self.folder, width, height, caption=caption, credit=credit, columns=self.random.choice((0, 0, 1, 2, 4))
        )

    def block(self) -> object:
        kind = self.random.random()
        if kind < 0.62:
            return Paragraph((Run(self.words(5, 160)),))
        if kind < 0.70:
            return Heading((Run(self.words(1, 12)),))
        if kind < 0.76:
            return Quotation((Run(self.words(3, 40)),), self.words(0, 6))
        if kind < 0.82:
            return ItemList(
                tuple(
                    ListItem((Run(self.words(1, 30)),), self.random.randint(0, 3), self.random.choice((None, 7)))
                    for _ in range(self.random.randint(1, 9))
                )
            )
        if kind < 0.86:
            return Box(self.words(1, 9), tuple(Paragraph((Run(self.words(3, 90)),)) for _ in range(3)))
        if kind < 0.91:
            return self.photo()
        if kind < 0.94:
            return Gallery(tuple(self.photo() for _ in range(self.random.randint(1, 6))))
        if kind < 0.97:
            return Paragraph(tuple(Run(text) for line in range(6) for text in (self.words(1, 7), "\n")))
        return Pointer(self.words(1, 9), "https://example.be/dorpskrant/een-lang-adres-naar-een-geluid-van-vroeger")

    def article(self, number: int) -> Article:
        body = tuple(self.block() for _ in range(self.random.choice((0, 1, 2, 4, 6, 12, 25))))
        if self.maybe(0.1):
            body += blocks_from_html(f'<p>Zie <a href="https://example.be/{"lang/" * 12}">{self.words(2, 5)}</a></p>')
        return Article(
            id=f"a{number}",
            title=self.words(1, self.random.choice((3, 8, 14, 45))),
            body=body,
            kicker=self.words(1, 2) if self.maybe(0.8) else "",
            byline=self.words(1, 8) if self.maybe(0.7) else "",
            intro=self.words(4, self.random.choice((20, 40, 160))) if self.maybe(0.7) else "",
            photo=self.photo() if self.maybe(0.5) else None,
            weight=self.random.choice(("lead", "normal", "normal", "short")),
            pin=self.random.choice(("", "", "", "front", "back")),
        )

    def edition(self) -> Edition:
        number = self.random.choice((0, 1, 2, 3, 6, 9, 14))
        items = tuple(
            AgendaItem(self.words(1, 9), "15 uur", self.words(1, 5), "Ilse", "0470 00 00 10", self.words(0, 15))
            for _ in range(self.random.choice((1, 2, 4, 14)))
        )
        notices = tuple(
            Notice(
                self.random.choice(("born", "married", "died")),
                self.words(2, self.random.choice((4, 20))),
                self.words(0, self.random.choice((20, 60, 140))),
                "12 september 2026",
                self.words(1, 3),
                self.photo() if self.maybe(0.3) else None,
            )
            for _ in range(self.random.choice((0, 1, 3, 8, 15)))
        )
        adverts = tuple(
            Advert(
                f"ad{n}",
                self.random.choice(("1/8", "1/8", "1/4", "1/2", "1/1")),
                self.words(1, 5),
                self.words(0, 25),
                self.photo() if self.maybe(0.4) else None,
                page=self.random.choice((0, 0, 1, -1, 2, 3, 40)),
            )
            for n in range(self.random.choice((0, 0, 2, 5)))
        )
        return edition(
            title=self.words(1, 6),
            subtitle=self.words(0, 14),
            label=self.words(1, 4),
            articles=tuple(self.article(n) for n in range(number)),
            notices=notices,
            adverts=adverts,
            agenda=tuple(
                AgendaDay("woensdag", str(n), "september", items) for n in range(self.random.choice((0, 1, 6)))
            ),
            recurring=tuple(
                RecurringActivity(self.words(1, 6), self.words(8, 40), self.words(1, 4), "Ilse", "0470 00 00 10")
                for _ in range(self.random.choice((0, 2, 12)))
            ),
            nearby=tuple(AgendaDay("zaterdag", str(n), "oktober", items) for n in range(self.random.choice((0, 0, 2)))),
            nearby_recurring=tuple(
                RecurringActivity(self.words(1, 6), self.words(8, 40), self.words(1, 4), "zavelberg.example.be")
                for _ in range(self.random.choice((0, 0, 3)))
            ),
            colophon=tuple(Paragraph((Run(self.words(5, 60)),)) for _ in range(self.random.choice((0, 1, 4, 12)))),
            contact=ContactPoint(self.words(2, 4), self.words(1, 5), self.words(3, 12), "0470 00 00 10", "a@example.be")
            if self.maybe(0.7)
            else None,
            foreword=self.words(5, 120) if self.maybe(0.6) else "",
        )
