"""What every page of a village stands in: its home pages, and what stands right below them. One query per request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, Q
from django.http import HttpRequest
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction, Site

from villages.remembering import remembered
from villages.scope import PATH_END, current_village


@dataclass(frozen=True)
class Frame:
    """The home pages of a village in all its languages and the pages right below them, each with its locale, by path."""

    pages: list[Page]
    root: Page  # the first language's home page
    site: int

    @cached_property
    def homes(self) -> list[Page]:
        """The live home pages."""
        return [page for page in self.pages if page.depth == self.root.depth and page.live]

    @cached_property
    def private(self) -> bool:
        """Whether the village keeps any page for those who log in or know a password."""
        return any(page.any_private for page in self.pages)

    def home(self, language: str | None) -> Page:
        """Give the home page in a language; the first language's where that has none that is live."""
        return next((page for page in self.homes if page.locale.language_code == language), self.root)

    def below(self, home: Page) -> list[Page]:
        """Give what stands right below a home page, live or not."""
        return [page for page in self.pages if page.depth == home.depth + 1 and page.path.startswith(home.path)]

    def translations(self, page: Page) -> list[Page] | None:
        """Give the live pages that a page of the frame is in other languages, itself among them; None for a page elsewhere."""
        if page.depth > self.root.depth + 1:
            return None
        return [other for other in self.pages if other.translation_key == page.translation_key and other.live]


def frame_of(request: HttpRequest) -> Frame:
    """Give the frame of the village that is asked for something."""
    known: Any = request
    if getattr(known, "_village_frame", None) is None:
        site = Site.find_for_request(request)
        assert site is not None
        known._village_frame = Frame(remembered(site.pk, "frame", lambda: _pages(site)), site.root_page, site.pk)
    return known._village_frame  # type: ignore[no-any-return]


def _pages(site: Site) -> list[Page]:
    village = current_village()
    assert village is not None
    wanted = Q(path__in=village.pages)
    for path in village.pages:
        wanted |= Q(depth=site.root_page.depth + 1, path__gte=path, path__lt=path + PATH_END)
    private = Exists(PageViewRestriction.objects.all())
    found = Page.objects.filter(wanted).annotate(any_private=private).select_related("locale").order_by("path")
    locales: dict[int, Locale] = {}
    pages: dict[int, Page] = {}
    for row in found:
        page = row.specific_deferred  # in its own class; what that has besides is asked for where it is shown
        page.locale = locales.setdefault(row.locale_id, row.locale)
        pages[page.pk] = page
    for page in pages.values():
        if page.alias_of_id in pages:
            page.alias_of = pages[page.alias_of_id]
    return list(pages.values())


def home_of(request: HttpRequest) -> Page:
    """Give the home page in the active language; the first language's where that has none that is live."""
    return frame_of(request).home(translation.get_language())


def sections_of(request: HttpRequest) -> list[Page]:
    """Give the live pages right below the home page in the active language, in their order."""
    return [page for page in frame_of(request).below(home_of(request)) if page.live]
