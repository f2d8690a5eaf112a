"""The pages that every village begins with, in the language that is active."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from agenda.models import AgendaPage
from core.models import BasePage
from dorpskrant.models import EditionPage, NewspaperPage
from fietsroutes.models import RoutesPage

from .models import HomePage, InformationPage


def make_home(name: str, slug: str, locale: Locale) -> Page:
    """Make the village's home page below the root of all trees."""
    root = Page.get_first_root_node()
    assert root is not None
    home = HomePage(title=name, slug=slug, locale=locale, show_in_menus=False)
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def make_sections(home: Page) -> None:
    """Make newspaper (with a first, empty edition), agenda, routes and contact page below a home page.

    Below a home page in a second language they become translations of the first one's, so that pages know each other.
    """
    newspaper = _section(home, NewspaperPage(title=_("Newspaper"), slug="dorpskrant"))
    _section(home, AgendaPage(title=_("Agenda"), slug="agenda"))
    _section(home, RoutesPage(title=_("Cycling routes"), slug="fietsroutes"))
    _section(home, InformationPage(title=_("Contact point"), slug="contact"))
    if not home.get_translations().exists():
        edition = EditionPage(title=_("First edition"), slug="eerste-editie", live=False)
        edition.number, edition.volume, edition.publication_date = 1, 1, timezone.localdate()
        newspaper.add_child(instance=edition)
        edition.save_revision()


def _section(home: Page, page: BasePage) -> Any:
    page.locale = home.locale
    page.show_in_menus = True
    first = home.get_translations().order_by("path").first()
    if first is not None:
        page.translation_key = Page.objects.child_of(first).get(slug=page.slug).translation_key
    home.add_child(instance=page)
    page.save_revision().publish()
    return page
