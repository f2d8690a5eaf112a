"""What the style guide shows: the components of the public pages with their states, filled with invented words."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.listing import Listed
from core.blocks import BodyBlock
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice

from .front_page import home_of
from .models import InformationPage

# The tokens of site/static/css/tokens.css that a component may take its colour from; styleguide.css has a class for each.
COLOURS = ("paper", "paper-deep", "ink", "ink-soft", "line", "line-strong", "alert")
VILLAGE_COLOURS = ("village", "village-fill", "village-tint", "village-rule")
STEPS = ("6", "5", "4", "3", "2", "1", "0", "-1")  # the scale of type, largest first
LINE = "De linde op het plein is kaal"
SENTENCE = "Sinds vrijdag kun je er weer zitten: de bank is van eik en staat aan de zonkant."


class SampleForm(forms.Form):
    """Fields in each state: to be filled in, not obligatory, ticked, wrong."""

    title = forms.CharField(label=_("Title"), help_text=_("One or two sentences that make people want to read on."))
    place = forms.CharField(label=_("place"), required=False)
    text = forms.CharField(label=_("text"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    paper = forms.BooleanField(label=_("The paper edition"), required=False)
    email = forms.EmailField(label=_("Your e-mail address"))


def icons() -> list[str]:
    """Give the names of all icons of the sprite."""
    sprite = Path(settings.STATICFILES_DIRS[0]) / "icons.svg"
    return re.findall(r'<symbol id="([a-z-]+)"', sprite.read_text(encoding="utf-8"))


def _occurrence(**more: Any) -> Listed:
    at = timezone.localtime().replace(hour=15, minute=0)
    row: Any = {
        "title": "Koffie van woensdag",
        "url": "#agenda",
        "starts_at": at,
        "local_day": at.date() + dt.timedelta(days=3),
        "time_words": "van 15 tot 17 uur",
        "place": "Zaal De Linde",
        "other_place": "",
        "sentence": "",
        "cancelled": False,
        "moved": False,
        "note": "",
        "words_language": "",
    }
    return row | more


def happenings() -> list[Listed]:
    """Give a row of the agenda in each state."""
    return [
        _occurrence(),
        _occurrence(
            title="Repair Café", sentence="Om de 2 weken op woensdag van 15 tot 17 uur, van maart tot oktober."
        ),
        _occurrence(title="Bloed geven", moved=True, note="Deze keer in de school."),
        _occurrence(title="Kaarten bij De Lege Troef", cancelled=True),
    ]


def notices() -> list[FamilyNotice]:
    """Give a family notice of each kind; none of them is stored."""
    day = dt.date(2026, 11, 7)
    words = {
        "born": ("Noor Claes", "Zusje van Wout. Ze kwam te vroeg en is nu overal op tijd."),
        "married": ("Lotte Smets en Wout Reynaerts", "In het gemeentehuis, en daarna onder de linde."),
        "died": ("Alfons Pittevils", "Weduwnaar van Maria. Hij kende elke kasseisteen."),
    }
    return [
        FamilyNotice(pk=-number, kind=kind, names=names, text=text, date=day, place="Lindehoek")
        for number, (kind, (names, text)) in enumerate(words.items(), start=1)
    ]


def contact() -> InformationPage:
    """Give a contact point with everything filled in."""
    return InformationPage(
        contact_name="Ilse Wouters",
        contact_phone="0470 00 00 10",
        contact_hours="woensdag van 9.30 tot 12 uur",
        contact_place="De Veiling, eerste deur links",
        contact_email="aanspreekpunt@example.be",
    )


def village_samples(request: HttpRequest) -> dict[str, Any]:
    """Give what needs a village: articles, the blocks of a text and the paper edition. Links lead to the front page."""
    home = home_of(request)
    pictured = ArticlePage.objects.descendant_of(home).live().exclude(photo=None).select_related("photo").last()
    photo = pictured.photo if pictured else None

    def article(number: int, **fields: Any) -> ArticlePage:
        fields = {"title": LINE, "intro": SENTENCE, "byline": "Rita Boels", **fields}
        return ArticlePage(pk=-number, url_path=home.url_path, locale=home.locale, **fields)

    body: Any = BodyBlock()
    values = [(name, block.get_preview_value()) for name, block in body.child_blocks.items()]
    for name, value in values:
        if name == "photo":
            value["image"] = photo
    needs_a_file = {"audio", "document", "gallery", *(() if photo else ("photo",))}
    edition = EditionPage.objects.descendant_of(home).live().order_by("-publication_date").first()
    return {
        "photographed": article(1, photo=photo, photo_alt=LINE),
        "short": article(2, weight=ArticlePage.Weight.SHORT, byline=""),
        "body": [body.child_blocks[name].render(value) for name, value in values if name not in needs_a_file],
        "edition": edition,
        "newspaper": edition.newspaper if edition else None,
        "lead": article(3),
    }


def samples(request: HttpRequest) -> dict[str, Any]:
    """Give everything that the style guide shows; on the platform's host what needs no village."""
    found = {
        "colours": COLOURS,
        "village_colours": VILLAGE_COLOURS,
        "steps": STEPS,
        "line": LINE,
        "sentence": SENTENCE,
        "icons": icons(),
        "form": SampleForm({"email": "rita@", "paper": "on"}),
        "happenings": happenings(),
        "notices": notices(),
        "contact": contact(),
        "nodes": [12, 47, 3, 88],
        "only_there": [{"title": LINE, "url": "#talen", "language": "nl"}],
    }
    if request.village is not None:  # type: ignore[attr-defined]
        found |= village_samples(request)
    return found
