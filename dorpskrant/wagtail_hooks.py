"""The newspaper's places in the admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from .freezing import refuse_deleting
from .models import EditionPage
from .views.adverts import advert, remove_advert
from .views.flatplan import arrange, flatplan, status, thumbnail
from .views.print_shop import as_printed, print_shop
from .views.taking_over import offers

KEY = r"(?P<key>[0-9a-f]{64})"


@hooks.register("register_admin_urls")
def paper_urls() -> list[URLPattern]:
    """Give the addresses of an edition's screens on paper; Wagtail asks for a login before them."""
    return [
        path("overnemen/<int:page_id>/", offers, name="article_offers"),
        path("papier/<int:page_id>/", flatplan, name="paper_edition"),
        path("papier/<int:page_id>/schikken/", arrange, name="paper_arrange"),
        re_path(rf"^papier/(?P<page_id>\d+)/stand/{KEY}/$", status, name="paper_status"),
        re_path(rf"^papier/(?P<page_id>\d+)/blad/{KEY}/(?P<number>\d+)\.png$", thumbnail, name="paper_thumbnail"),
        path("papier/<int:page_id>/drukken/", print_shop, name="paper_print"),
        path("papier/gedrukt/<int:pk>/", as_printed, name="paper_as_printed"),
        path("papier/<int:page_id>/advertenties/nieuw/", advert, name="paper_add_advert"),
        path("papier/<int:page_id>/advertenties/<int:advert_id>/", advert, name="paper_advert"),
        path("papier/<int:page_id>/advertenties/<int:advert_id>/weg/", remove_advert, name="paper_remove_advert"),
    ]


def _paper_button(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    if isinstance(page.specific, EditionPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Paper edition"), reverse("paper_edition", args=[page.pk]), icon_name="doc-full", priority=15)
        yield Button(
            _("From the neighbouring villages"),
            reverse("article_offers", args=[page.pk]),
            icon_name="group",
            priority=16,
        )


hooks.register("register_page_listing_buttons", _paper_button)


@hooks.register("register_page_header_buttons")
def paper_header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put "Paper edition" in the menu above an edition."""
    yield from _paper_button(page, user)


@hooks.register("register_admin_viewset")
def old_editions() -> Any:
    """Put the archive of old editions in the menu."""
    from .views.scans import scans

    return scans


@hooks.register("register_admin_viewset")
def articles_of_an_edition() -> Any:
    """Put our list of articles in the place of Wagtail's."""
    from .views.articles import articles

    return articles


@hooks.register("before_delete_page")
def no_deleting(request: HttpRequest, page: Any) -> None:
    """Keep what was printed.

    Raises:
        EditionIsPrintedError: the page is, holds or stands in a printed edition.
    """
    refuse_deleting([page])


@hooks.register("before_bulk_action")
def no_deleting_many(request: HttpRequest, action: str, pages: Iterable[Any], view: Any) -> None:
    """Keep it where many are deleted at once.

    Raises:
        EditionIsPrintedError: one of them is, holds or stands in a printed edition.
    """
    if action == "delete" and view.models == [Page]:
        refuse_deleting(pages)
