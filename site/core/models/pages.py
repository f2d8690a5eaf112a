"""The page that all others are made of."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from core.page_links import foresee_links

SAFE = "!$&'()*+,;=/~:@"  # what Django leaves as it is in a path (RFC 3986, section 3.3)


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

    shown_with: tuple[str, ...] = ()  # what a page of this type shows of other tables: fetched along with it
    known_public = False  # set by who has seen that nothing on the way to this page is private
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

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Give the page's site, that site's address, and the path there; as Wagtail does, but without its search for a pattern.

        A page shows dozens of addresses. That they are made as `config.urls` reads them, a test compares.
        """
        places = self._get_relevant_site_root_paths(request)
        if not places:
            return None
        site, root_path, root_url, language = places[0]
        path = quote(self.url_path[len(root_path) :], safe=SAFE)
        return (
            site,
            root_url,
            f"{get_script_prefix()}{'' if language == settings.LANGUAGE_CODE else f'{language}/'}{path}",
        )

    def get_view_restrictions(self) -> Any:
        """Give what keeps visitors out; without asking where it is known that there is nothing."""
        return PageViewRestriction.objects.none() if self.known_public else super().get_view_restrictions()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page's other forms, and leave word of the page for the language switcher."""
        request.village_page = self  # type: ignore[attr-defined]
        foresee_links([getattr(self, name).raw_data for name in self.get_streamfield_names()])
        return {**super().get_context(request, *args, **kwargs), "alternates": self.alternates(request)}


class OtherFormsMixin(RoutablePageMixin):
    """A page with other forms at addresses of their own, like `agenda.ics` below the agenda's.

    Mark a method with Wagtail's `@path("agenda.ics")`. Wagtail ends every address with a slash; a file's has none.
    """

    def resolve_subpage(self, path: str) -> Any:
        """Find the method for an address below the page."""
        return super().resolve_subpage(path.rstrip("/") if "." in path else path)
