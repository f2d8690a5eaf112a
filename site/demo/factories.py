"""Builders that make the least a test needs; the demo villages are made by the same ones, so that they can't drift apart."""

import datetime as dt
import io
import struct
import wave
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page

from agenda.models import AgendaPage, EventPage
from core.models import Audio, VillageDocument, VillageImage
from dorpskrant.models import ArticlePage, EditionPage, FamilyNotice, NewspaperPage
from dorpskrant.models.consent import Consented, a_year_after
from fietsroutes.models import RoutesPage
from home.models import HomePage, InformationPage
from villages.founding import found_village
from villages.models import User, Village, VillageRole

TODAY = dt.date(2026, 11, 23)


def make_village(
    name: str = "Lindehoek", host: str = "", languages: Sequence[str] = ("nl",), *, port: int = 80, slug: str = ""
) -> Village:
    """Give a new village at `<name>.localhost`, with the pages that every village begins with."""
    return found_village(name, host or f"{(slug or name).lower()}.localhost", languages=languages, port=port, slug=slug)


def make_user(village: Village, role: str = VillageRole.Role.EDITOR, username: str = "", **fields: Any) -> User:
    """Give somebody who has a role in the village."""
    username = username or f"{village.slug}-{role}"
    fields = {"first_name": "An", "last_name": "Peeters", "email": f"{username}@example.be", **fields}
    user = User.objects.create_user(username, password=fields.pop("password", None), **fields)
    user.groups.add(village.roles.get(role=role).group)
    return user


def section(village: Village, model: type[Page], language: str = "") -> Any:
    """Give the village's page of a kind that it has one of: home, newspaper, agenda, routes, contact page."""
    home = village.site.root_page
    if language:
        home = home.get_translations(inclusive=True).get(locale__language_code=language)
    return model.objects.descendant_of(home, inclusive=True).order_by("path").first()  # type: ignore[attr-defined]


def home_of(village: Village, language: str = "") -> HomePage:
    """Give the village's home page."""
    return section(village, HomePage, language)


def newspaper_of(village: Village, language: str = "") -> NewspaperPage:
    """Give the village's newspaper."""
    return section(village, NewspaperPage, language)


def agenda_of(village: Village, language: str = "") -> AgendaPage:
    """Give the village's agenda."""
    return section(village, AgendaPage, language)


def routes_of(village: Village, language: str = "") -> RoutesPage:
    """Give the village's list of routes."""
    return section(village, RoutesPage, language)


def contact_page_of(village: Village, language: str = "") -> InformationPage:
    """Give the village's contact page."""
    return section(village, InformationPage, language)


def add_page(parent: Page, page: Any, *, publish: bool = True) -> Any:
    """Put a page below another, as an editor would: with a revision, live unless it is a draft."""
    page.locale = parent.locale
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def make_event(village: Village, *, publish: bool = True, **fields: Any) -> EventPage:
    """Give an event in the village's agenda: once, on a Wednesday afternoon, unless told otherwise."""
    fields = {
        "title": "Koffie met de buren",
        "start_date": dt.date(2026, 12, 2),
        "start_time": dt.time(15),
        "end_time": dt.time(17),
        "place_name": "Zaal De Linde",
        "contact_name": "Rita Claes",
        "contact_phone": "0470 00 00 12",
        **fields,
    }
    return add_page(agenda_of(village), EventPage(**fields), publish=publish)


def make_edition(village: Village, *, publish: bool = True, **fields: Any) -> EditionPage:
    """Give an edition of the village's newspaper."""
    fields = {"title": "Winter 2026", "number": 4, "volume": 12, "publication_date": TODAY, **fields}
    return add_page(newspaper_of(village), EditionPage(**fields), publish=publish)


def make_article(edition: EditionPage, *, publish: bool = True, **fields: Any) -> ArticlePage:
    """Give an article in an edition."""
    fields = {"title": "De linde krijgt een bank", "intro": "Sinds vrijdag kun je er zitten.", **fields}
    fields.setdefault("body", [("text", "<p>De bank is van eik en staat aan de zonkant.</p>")])
    return add_page(edition, ArticlePage(**fields), publish=publish)


def spread_consent(fields: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """Give each channel that is allowed the one consent of `agreed_by`, `agreed_on`, `agreed_how`."""
    names = ("agreed_by", "agreed_on", "agreed_how")
    spread = {name: value for name, value in fields.items() if name not in names}
    for channel in Consented:
        if spread.get(f"consent_{channel}"):
            spread = {**{f"{channel}_{name}": fields[name] for name in names}, **spread}
    if spread.get("consent_web") and not spread.get("online_until"):
        spread["online_until"] = a_year_after(today)
    return spread


def make_notice(edition: EditionPage, *, publish: bool = True, **fields: Any) -> FamilyNotice:
    """Give a family notice in an edition, with consent for paper and web unless told otherwise."""
    fields = {
        "kind": FamilyNotice.Kind.BORN,
        "names": "Noor Claes",
        "consent_paper": True,
        "consent_web": True,
        "agreed_by": "Rita Claes",
        "agreed_on": TODAY,
        "agreed_how": FamilyNotice.How.FORM,
        **fields,
    }
    notice = FamilyNotice(
        locale=edition.locale, sort_order=edition.family_notices.count(), **spread_consent(fields, TODAY)
    )
    edition.family_notices.add(notice)
    revision = edition.save_revision()
    if publish:
        revision.publish()
    return (
        FamilyNotice.objects.get(translation_key=notice.translation_key, locale=edition.locale) if publish else notice
    )


def make_image(
    village: Village, title: str = "Foto", *, data: bytes = b"", name: str = "", **fields: Any
) -> VillageImage:
    """Give a photo in the village's collection; a small plain one unless `data` holds another."""
    if not data:
        buffer = io.BytesIO()
        Image.new("RGB", (640, 480), "#7a8f6a").save(buffer, "JPEG")
        data = buffer.getvalue()
    file = ImageFile(io.BytesIO(data), name=name or "foto.jpg")
    return VillageImage.objects.create(title=title, file=file, collection=village.collection, **fields)


def make_audio(
    village: Village, title: str = "Verhaal", *, data: bytes = b"", name: str = "", duration: float = 1.0, **fields: Any
) -> Audio:
    """Give a recording in the village's collection; one second of silence unless `data` holds another."""
    if not data:
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(struct.pack("<8000h", *([0] * 8000)))
        data, name = buffer.getvalue(), name or "verhaal.wav"
    file = ContentFile(data, name=name)
    return Audio.objects.create(
        title=title, file=file, type="audio", duration=duration, collection=village.collection, **fields
    )


def make_document(
    village: Village, title: str = "Verslag", *, data: bytes = b"verslag", name: str = "verslag.txt"
) -> VillageDocument:
    """Give a document in the village's collection."""
    return VillageDocument.objects.create(title=title, file=ContentFile(data, name=name), collection=village.collection)
