"""Small editions for the tests of the press."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

import pypdf
from PIL import Image

from press.document import (
    AgendaDay,
    AgendaItem,
    Article,
    ContactPoint,
    Edition,
    Notice,
    Paragraph,
    Photo,
    RecurringActivity,
    Run,
)

SENTENCE = "De klok van de veiling zakt weer, en dat hebben we aan Willy en zijn zes augurkenpotten te danken. "


def paragraph(sentences: int = 5) -> Paragraph:
    return Paragraph((Run((SENTENCE * sentences).strip()),))


def article(number: int = 1, paragraphs: int = 4, **more) -> Article:
    values = {
        "id": f"a{number}",
        "title": f"Bericht nummer {number}",
        "body": tuple(paragraph() for _ in range(paragraphs)),
        "kicker": "Nieuws",
        "byline": "Rita Boels",
        "intro": "Kort gezegd: hij doet het weer.",
        "weight": "lead" if number == 1 else "normal",
    }
    return Article(**(values | more))


def edition(**more) -> Edition:
    values = {
        "title": "Het Lindeblad",
        "published_on": datetime.date(2026, 11, 20),
        "village": "Lindehoek",
        "subtitle": "Dorpskrant van Lindehoek",
        "label": "Winter 2026",
        "volume": 48,
        "number": 4,
        "date_text": "20 november 2026",
        "colour": "#1f5134",
        "url": "lindehoek.example.be",
        "articles": tuple(article(number) for number in range(1, 5)),
        "notices": (
            Notice("born", "Marcel Vranckx", "Zoon van Tine en Joris.", "12 september 2026", "Leuven"),
            Notice("died", "Alfons Pittevils", "Echtgenoot van Julia.", "6 oktober 2026"),
        ),
        "agenda": (AgendaDay("woensdag", "25", "november", (AgendaItem("Kerstmarkt", "15 uur", "Lindeplein"),)),),
        "recurring": (
            RecurringActivity(
                "Koffie van woensdag",
                "om de 2 weken op woensdag van 14 tot 16.30 uur",
                "De Veiling",
                "Ilse",
                "0470 00 00 10",
            ),
        ),
        "colophon": (Paragraph((Run("Verantwoordelijke uitgever: Rita Boels, Lindeplein 9."),)),),
        "contact": ContactPoint("Ilse Wouters", "De Veiling", "Woensdag van 9.30 tot 12 uur", "0470 00 00 10"),
        "foreword": "Beste lezer, de linde is kaal.",
    }
    return Edition(**(values | more))


def photo(folder: Path, width: int = 1600, height: int = 1000, **more) -> Photo:
    path = folder / f"photo-{width}x{height}.jpg"
    if not path.exists():
        Image.linear_gradient("L").resize((width, height)).convert("RGB").save(path, quality=90)
    values = {"alt": "De linde in de winter", "caption": "De linde, vorige week.", "credit": "Foto: Lotte Smets"}
    return Photo(path, width_px=width, height_px=height, **(values | more))


def text_of(pdf: bytes) -> str:
    """All text of the PDF on one line, words that were hyphenated at a line's end whole again."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    text = re.sub(r"(?<=\w)[-\u2010\u00ad]\n(?=\w)", "", text)
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())
