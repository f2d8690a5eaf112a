"""What a new village's pages take over from those of a village that exists."""

from typing import Any

from wagtail.models import Page

from dorpskrant.models import EditionPage, NewspaperPage
from villages.carrying_over import Carrier, same_arrangement

from .layout import SLUGS, is_section
from .models import InformationPage


def carry_pages(source: Page, target: Page, carrier: Carrier) -> None:
    """Give a new home page and its sections the arrangement of another village's, and drafts of its information pages.

    Args:
        source: the other village's home page.
        target: the new village's home page in the same language, or in its own first one.
        carrier: decides what of a text may go along.
    """
    _carry(source.specific, target.specific, carrier)
    theirs = {type(page): page for page in source.get_children().specific() if is_section(page)}
    ours = {type(page): page for page in target.get_children().specific() if is_section(page)}
    same_language = source.locale_id == target.locale_id
    for kind, page in ours.items():
        if kind in theirs:
            _carry(theirs[kind], page, carrier, texts=same_language)
            _follow_slug(theirs[kind], page)
        else:
            page.unpublish()
    if NewspaperPage in theirs and NewspaperPage in ours:
        _carry_edition_form(theirs[NewspaperPage], ours[NewspaperPage])
    if same_language:
        for page in source.get_children().specific():
            if isinstance(page, InformationPage) and not is_section(page):
                _draft(page, target, carrier)
        same_arrangement(source, target)


def _carry(source: Any, target: Any, carrier: Carrier, *, texts: bool = True) -> None:
    before = {name: getattr(target, name) for name in getattr(target, "carried_over", ())}
    carrier.fields(source, target)
    if not texts:
        for name, value in before.items():
            setattr(target, name, value)
    if target.depth > 2:
        target.show_in_menus = source.show_in_menus
    target.save_revision().publish()


def _follow_slug(source: Page, target: Page) -> None:
    """Contact pages have addresses of their own: `aanspreekpunt` there is `aanspreekpunt` here."""
    if isinstance(target, InformationPage) and source.slug != target.slug and target.slug == SLUGS[InformationPage]:
        target.slug = source.slug
        target.save_revision().publish()


def _carry_edition_form(source: Page, target: Page) -> None:
    theirs = EditionPage.objects.child_of(source).order_by("-publication_date").first()
    ours = EditionPage.objects.child_of(target).order_by("path").first()
    if theirs is not None and ours is not None:
        ours.target_pages = theirs.target_pages
        ours.save_revision()
        ours.save()


def _draft(source: InformationPage, home: Page, carrier: Carrier) -> None:
    """Make a draft with an information page's title and headings: whoever writes the text knows the people in it."""
    title = carrier.text(source.title)
    if not title:
        return
    body: Any = source._meta.get_field("body")
    headings = [block for block in carrier.stream(body, source.body) if block["type"] == "heading"]
    page = InformationPage(title=title, slug=source.slug, locale=home.locale, show_in_menus=source.show_in_menus)
    page.live, page.body = False, body.to_python(headings)
    home.add_child(instance=page)
    page.save_revision()
