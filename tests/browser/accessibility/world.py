"""A village in four languages with something of everything, so that no template and no block stays unseen."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale, Page

from demo.content_files import read
from demo.factories import (
    add_page,
    contact_page_of,
    home_of,
    make_article,
    make_audio,
    make_document,
    make_edition,
    make_event,
    make_image,
    make_notice,
    make_user,
    make_village,
    newspaper_of,
    routes_of,
)
from dorpskrant.models import Advert, ArticlePage, EditionPage, ScannedEdition
from fietsroutes.models import RoutePage, Stop
from home.models import HomePage
from ingezonden.forms import FORMS
from ingezonden.models import Association, Kind, Status, Submission
from nieuwsbrief.models import Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings
from tests.ingezonden.conftest import FILLED
from villages.models import Neighbour, User, Village, VillageLook, VillageRole
from villages.scope import every_village, scoped

LANGUAGES = ["nl", "fr", "en", "de"]
DEMO = settings.ROOT / "site" / "demo" / "content" / "lindehoek"


@dataclass
class World:
    """The village, and what its screens are about."""

    village: Village
    edition: EditionPage
    article: ArticlePage
    event: Page
    route: RoutePage
    contact: Page
    notice: Any
    advert: Advert
    submissions: dict[str, Submission]
    subscriber: Subscriber
    colleague: User

    def url(self, page: Page, language: str) -> str:
        """Give the path of a page in a language."""
        found = page.get_translations(inclusive=True).get(locale__language_code=language)
        return found.specific.get_url_parts()[2]


def make_world(port: int) -> World:
    """Build it."""
    village = make_village("Lindehoek", "lindehoek.localhost", LANGUAGES, port=port)
    neighbour = make_village("Zavelberg", "zavelberg.localhost", port=port)
    with every_village():
        Neighbour.objects.create(village=village, neighbour=neighbour)
    soon = timezone.localdate() + dt.timedelta(days=2)
    home = home_of(village)
    home.front.append(("announcement", {"title": "De bib is dicht", "text": "<p>Tot <b>maandag</b>.</p>"}))
    home.save_revision().publish()
    make_event(neighbour, title="Zavelkermis", start_date=soon, for_neighbours=True)
    with scoped(village.scope()):
        made = _furnish(village, soon)
        for language in LANGUAGES[1:]:
            _translate(made, language)
    return made


def _furnish(village: Village, soon: dt.date) -> World:
    photo, audio = make_image(village, credit="Jos Maes"), make_audio(village, transcript="Dit wordt er gezegd.")
    contact = contact_page_of(village)
    contact.contact_name, contact.contact_phone = "Rita Claes", "0470 00 00 12"
    contact.contact_place, contact.contact_hours = "De oude school, Linde 4", "Elke woensdag van 9 tot 12 uur"
    contact.save_revision().publish()
    VillageLook.objects.filter(site=village.site).update(crest=photo, tagline="Van linde tot hoek")
    edition = make_edition(village, intro="Beste lezer, de linde is kaal.", copy_deadline=dt.date(2026, 11, 10))
    article = make_article(
        edition, photo=photo, photo_alt="De linde", byline="An Peeters", photo_caption="De linde in november",
        body=_body(village, photo, audio), correction="De bank is van eik.",
    )  # fmt: skip
    for number, title in enumerate(["De fanfare zoekt longen", "Wie kent deze juf?", "Stoofperen"]):
        make_article(edition, title=title, photo=photo if number else None, photo_alt="Een foto")
    for kind in ("born", "married", "died"):
        notice = make_notice(
            edition, kind=kind, names="Noor Claes", place="Diest", text="Welkom.", portrait=photo, date=soon
        )
    event = make_event(
        village, start_date=soon, frequency="weekly", description="<p>Iedereen is welkom.</p>", photo=photo,
        photo_alt="Koffie", contact_email="rita@example.be", price="gratis",
    )  # fmt: skip
    make_event(village, title="Vandaag: de markt", start_date=timezone.localdate(), start_time=None, end_time=None)
    cancelled = event.occurrences.order_by("starts_at").first()
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled")
    scan = make_document(village)
    ScannedEdition.objects.create(
        newspaper=newspaper_of(village), date=dt.date(1987, 6, 1), number=3, pages=8, text="De remise brandt",
        file=ContentFile(scan.file.read(), name="oud.pdf"), cover=ContentFile(photo.file.read(), name="kaft.jpg"),
    )  # fmt: skip
    submissions = {name: _submission(village, name) for name in FORMS}
    submissions["weghalen"] = Submission.objects.create(
        site=village.site, token=uuid.uuid4(), kind=Kind.REMOVAL, language="nl", sender_name="Noor",
        notice_key=notice.translation_key, fields={"names": notice.names, "text": "Liever niet."},
    )  # fmt: skip
    refused = _submission(village, "artikel")
    refused.handle(Status.REFUSED, None)
    submissions["geweigerd"] = refused
    Association.objects.create(site=village.site, name="Fanfare", email="fanfare@example.be")
    subscriber = Subscriber.objects.create(
        site=village.site, email="jo@example.be", language="nl", agenda=True, confirmed_at=timezone.now()
    )
    plan_mailings(village, Mailing.Kind.EDITION, timezone.localdate(), edition.pk)
    advert = Advert.objects.create(edition=edition, name="Bakker", title="Bakkerij Peeters", text="Elke zondag open")
    colleague, *_others = [make_user(village, role, role) for role in VillageRole.Role.values]
    route = _route(village, photo)
    return World(village, edition, article, event, route, contact, notice, advert, submissions, subscriber, colleague)


def _body(village: Village, photo: Any, audio: Any) -> list[tuple[str, Any]]:
    picture = {"image": photo, "alt": "De linde", "caption": "De linde in november", "credit": ""}
    return [
        ("text", '<p>De bank is van <b>eik</b>. Lees <a href="https://example.be/">hier meer over de linde</a>.</p>'),
        ("heading", "Koffie in de oude veilinghal"),
        ("photo", picture),
        ("gallery", {"photos": [picture, picture]}),
        ("quote", {"text": "Iedereen kent hier iedereen.", "attribution": "Godelieve, 81"}),
        ("list", {"ordered": False, "items": ["bloem", "eieren"]}),
        ("list", {"ordered": True, "items": ["kneden", "bakken"]}),
        ("box", {"title": "Praktisch", "text": "<p>Breng een stoel mee.</p>"}),
        ("audio", {"audio": audio, "caption": "De klok van de linde"}),
        ("document", {"document": make_document(village), "label": "Het verslag"}),
    ]


def _route(village: Village, photo: Any) -> RoutePage:
    data, parent = read(DEMO / "route.toml"), routes_of(village)
    page = RoutePage(title=data["title"], slug="rond", intro=data["intro"], nodes="12-47-48")
    page.parent_page = parent
    page.put_gpx((DEMO / "track.gpx").read_bytes(), "track.gpx")
    page.stops = [
        Stop(
            title=stop["title"],
            at_metres=round(stop["at_km"] * 1000),
            text="<p>Hier stond de tram.</p>",
            audio=make_audio(village, stop["title"], name=f"halte-{number}.wav"),
            photo=photo,
            transcript=stop["transcript"],
            locale=parent.locale,
        )
        for number, stop in enumerate(data["stop"][:3], start=1)
    ]
    return add_page(parent, page)


def _submission(village: Village, name: str) -> Submission:
    form = FORMS[name](data=FILLED[name])
    assert form.is_valid(), form.errors
    return form.save(village.pk, uuid.uuid4())


def _translate(world: World, language: str) -> None:
    """Copy what was made into another language with the words as they are, and have the articles wait for their translation."""
    locale = Locale.objects.get(language_code=language)
    for page in (world.edition, world.event, world.route):
        copy = Page.objects.get(pk=page.pk).specific.copy_for_translation(locale, copy_parents=True)
        copy.save_revision().publish()
    for page in world.edition.get_children().specific():
        page.copy_for_translation(locale, alias=True)
    contact, theirs = contact_page_of(world.village), contact_page_of(world.village, language)
    for name in ("contact_name", "contact_phone", "contact_place", "contact_hours"):
        setattr(theirs, name, getattr(contact, name))
    theirs.save_revision().publish()
    assert isinstance(home_of(world.village, language), HomePage)
