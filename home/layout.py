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


def make_sections(home: Any) -> None:
    """Make newspaper (with a first, empty edition), agenda, routes and contact page below a home page.

    For a home page in a second language the sections are translations of those of the first, so that pages know each other.
    """
    today = timezone.localdate()
    newspaper = _section(home, NewspaperPage(title=_("Newspaper"), slug="dorpskrant", show_in_menus=True))
    if not home.get_translations().exists():
        first = EditionPage(title=_("First edition"), slug="eerste-editie", number=1, volume=1, publication_date=today)
        first.live = False
        newspaper.add_child(instance=first)
        first.save_revision()
    _section(home, AgendaPage(title=_("Agenda"), slug="agenda", show_in_menus=True))
    _section(home, RoutesPage(title=_("Cycling routes"), slug="fietsroutes", show_in_menus=True))
    _section(home, InformationPage(title=_("Contact point"), slug="info", show_in_menus=True))


def _section(home: Any, page: BasePage) -> Any:
    page.locale = home.locale
    original = (
        type(page).objects.filter(slug=page.slug, depth=home.depth + 1)
        .filter(path__in=[f"{sibling.path}%" for sibling in ()])
        .first()
    )
    if original is not None:
        page.translation_key = original.translation_key
    home.add_child(instance=page)
    page.save_revision().publish()
    return page
