"""The pages that every village begins with, in the language that is active."""

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Locale, Page

from agenda.models import AgendaPage
from core.models import BasePage
from dorpskrant.models import EditionPage, NewspaperPage
from fietsroutes.models import RoutesPage

from .models import HomePage, InformationPage

TITLES: dict[type[BasePage], str] = {
    NewspaperPage: gettext_noop("Newspaper"),
    AgendaPage: gettext_noop("Agenda"),
    RoutesPage: gettext_noop("Cycling routes"),
    InformationPage: gettext_noop("Contact point"),
}
SLUGS: dict[type[BasePage], str] = {
    NewspaperPage: "dorpskrant",
    AgendaPage: "agenda",
    RoutesPage: "fietsroutes",
    InformationPage: "contact",
}
IN_ONE_LANGUAGE = ("intro", "subtitle", "body")  # what a translator writes anew; names, numbers and addresses go along


def make_home(name: str, slug: str, locale: Locale) -> Page:
    """Make the village's home page below the root of all trees."""
    root = Page.get_first_root_node()
    assert root is not None
    home = HomePage(title=name, slug=slug, locale=locale, show_in_menus=False)
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def make_sections(home: Page) -> None:
    """Make newspaper (with a first, empty edition), agenda, routes and contact page below a home page; repeatable.

    Below a home page in a second language they become translations of the first one's, so that pages know each other.
    """
    first = home.get_translations().order_by("path").first()
    if first is not None:
        _translate_sections(first, home)
        return
    for kind, slug in SLUGS.items():
        page = kind(title=_(TITLES[kind]), slug=slug, locale=home.locale, show_in_menus=True)
        home.add_child(instance=page)
        page.save_revision().publish()
        if kind is NewspaperPage:
            edition = EditionPage(title=_("First edition"), slug="eerste-editie", live=False)
            edition.number, edition.volume, edition.publication_date = 1, 1, timezone.localdate()
            page.add_child(instance=edition)
            edition.save_revision()


def is_section(page: Page) -> bool:
    """Say whether a page below the home page is one that a village begins with: newspaper, agenda, routes, contact point."""
    if isinstance(page, InformationPage):
        return bool(page.contact_phone) or page.slug == SLUGS[InformationPage]
    return type(page) in TITLES


def _translate_sections(first: Page, home: Page) -> None:
    for page in first.get_children().specific():
        if is_section(page) and not page.get_translations().filter(locale=home.locale).exists():
            _translate_section(page, home)


def _translate_section(page: Any, home: Page) -> None:
    copy = page.copy_for_translation(home.locale)
    with translation.override(page.locale.language_code):
        still_default = page.title == _(TITLES[type(page)])
    if still_default:
        copy.title = _(TITLES[type(page)])
    for name in IN_ONE_LANGUAGE:
        if hasattr(copy, name):
            setattr(copy, name, "")
    copy.save_revision().publish()
