"""The newspaper's places in the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import EditionPage
from .views.paper import paper, paper_pdf


@hooks.register("register_admin_urls")
def paper_urls() -> list[URLPattern]:
    """Give the addresses of the paper edition's screen and PDF; Wagtail asks for a login before them."""
    return [
        path("papier/<int:page_id>/", paper, name="paper_edition"),
        path("papier/<int:page_id>/a4.pdf", paper_pdf, name="paper_edition_pdf"),
    ]


def _paper_button(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    if isinstance(page.specific, EditionPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Paper edition"), reverse("paper_edition", args=[page.pk]), icon_name="doc-full", priority=15)


hooks.register("register_page_listing_buttons", _paper_button)


@hooks.register("register_page_header_buttons")
def paper_header_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put "Paper edition" in the menu above an edition."""
    yield from _paper_button(page, user)
