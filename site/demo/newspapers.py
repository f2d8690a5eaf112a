"""The demo's front pages, information pages and newspapers."""

from typing import Any

from dorpskrant.models import Advert, ArticlePage, EditionPage, FamilyNotice
from home.models import InformationPage
from villages.models import User, Village, VillageLook

from .content_files import Data, Library, read
from .factories import add_page, contact_page_of, home_of, make_user, newspaper_of, spread_consent
from .logins import PASSWORD

CONTACT_FIELDS = ("contact_name", "contact_place", "contact_hours", "contact_phone", "contact_email")


def make_people(village: Village, data: Data) -> list[User]:
    """Make the village's editors, each with the demo password."""
    people = []
    for person in data["editors"]:
        names = {key: person[key] for key in ("first_name", "last_name", "email")}
        people.append(make_user(village, person["role"], person["username"], password=PASSWORD, **names))
    return people


def make_front(village: Village, data: Data, library: Library) -> None:
    """Give the village its look, welcome and information pages."""
    VillageLook.objects.filter(site=village.site).update(
        tagline=data["tagline"], colour=data["colour"], crest=library.crest()
    )
    home = home_of(village)
    home.title, home.intro = data["home"]["title"], data["home"]["intro"]
    home.save_revision().publish()
    for information in data["information"]:
        _make_information(village, information, library)


def _make_information(village: Village, data: Data, library: Library) -> None:
    fields = {"title": data["title"], "intro": data.get("intro", ""), "body": library.body(data.get("body", []))}
    fields.update({name: data[name] for name in CONTACT_FIELDS if name in data})
    if "contact_phone" in data:
        page = contact_page_of(village)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()
    else:
        add_page(home_of(village), InformationPage(slug=data["slug"], show_in_menus=True, **fields))


def make_newspaper(village: Village, data: Data, library: Library) -> None:
    """Fill the village's newspaper with its editions."""
    newspaper = newspaper_of(village)
    for page in newspaper.get_children():  # the empty first edition that every village begins with
        page.delete()
    newspaper.refresh_from_db()
    newspaper.title, newspaper.subtitle = data["title"], data["subtitle"]
    newspaper.colophon = data["colophon"]
    newspaper.save_revision().publish()
    for path in sorted((library.folder / "editions").glob("*.toml")):
        edition = _make_edition(newspaper, read(path))
        for article in sorted(path.with_suffix("").glob("*.toml")):
            _make_article(edition, read(article), library)


def _make_edition(newspaper: Any, data: Data) -> EditionPage:
    names = (
        "title",
        "slug",
        "number",
        "volume",
        "publication_date",
        "copy_deadline",
        "target_pages",
        "print_run",
        "intro",
    )
    edition = EditionPage(**{name: data[name] for name in names})
    edition.family_notices = [
        FamilyNotice(locale=newspaper.locale, sort_order=order, **spread_consent(notice, data["publication_date"]))
        for order, notice in enumerate(data["notices"])
    ]
    add_page(newspaper, edition)
    Advert.objects.bulk_create(
        Advert(edition=edition, order=order, **advert) for order, advert in enumerate(data.get("adverts", []))
    )
    return edition


def _make_article(edition: EditionPage, data: Data, library: Library) -> None:
    names = ("title", "slug", "rubric", "byline", "intro", "weight")
    add_page(
        edition,
        ArticlePage(
            **{name: data[name] for name in names if name in data},
            **library.photo_fields(data.get("photo")),
            body=library.body(data["body"]),
        ),
    )
