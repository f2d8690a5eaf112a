"""The page that all others are made of."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField


@dataclass(frozen=True)
class Alternate:
    """Another form of a page: its address, its media type and what a reader may call it."""

    href: str
    type: str
    title: str


class BasePage(Page):
    """A page of a village."""

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("Menu")),
    ]
    settings_panels = [PublishingPanel()]
    # The same in every language; a translator may still give another web address. Subclasses with a list of their own add these.
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("show_in_menus", overridable=False)]

    class Meta:
        abstract = True

    def shown_below(self) -> Any:
        """Give the pages that the page lists; none unless a page type lists some."""
        return Page.objects.none()

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the page's other forms, for `<link rel="alternate">`; none unless a page type has some."""
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page's other forms, and leave word of the page for the language switcher."""
        request.village_page = self  # type: ignore[attr-defined]
        return {**super().get_context(request, *args, **kwargs), "alternates": self.alternates(request)}


class OtherFormsMixin(RoutablePageMixin):
    """A page with other forms at addresses of their own, like `agenda.ics` below the agenda's.

    Mark a method with Wagtail's `@path("agenda.ics")`. Wagtail ends every address with a slash; a file's has none.
    """

    def resolve_subpage(self, path: str) -> Any:
        """Find the method for an address below the page."""
        return super().resolve_subpage(path.rstrip("/") if "." in path else path)
