"""Finding the page of an address: as Wagtail does, but by one query for all that lies deeper than a section of the village.

Wagtail walks the tree and asks twice per level (8.0, `Page.route`). Here the pages on the way are looked up together, by their
addresses; the walk is then made in memory, with the same rules: a page's own sub-addresses go before the pages below it, and
only the page at the end has to be live.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_by_wagtail

from home.front_page import Frame, frame_of, home_of
from villages.remembering import remembered
from villages.scope import PATH_END


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the page at an address, through Wagtail's own hooks.

    Raises:
        Http404: there is none.
    """
    known: Any = request
    known._wagtail_route_for_request = route_of(request, path)  # where Wagtail keeps its answer
    return serve_by_wagtail(request, path)  # type: ignore[no-any-return]


def route_of(request: HttpRequest, path: str) -> RouteResult | None:
    """Give the page at an address, with the view of its own that is meant; None where there is none."""
    parts = [part for part in path.split("/") if part]
    frame = frame_of(request)
    above: Page | None = None
    for number, page in enumerate(_way(frame, home_of(request), parts)):
        rest = parts[number:]
        if above is not None:
            page._cached_parent_obj = above  # where treebeard looks for it
        if not rest or _answers(page, rest):
            try:
                return _whole(page, frame).route(request, rest)  # type: ignore[no-any-return]
            except Http404:
                return None
        above = page
    return None


def _way(frame: Frame, home: Page, parts: Sequence[str]) -> Iterator[Page]:
    """Give the pages from the home page to the address, as far as there are any; each when it is asked for."""
    yield home
    section = next((page for page in frame.below(home) if parts and page.slug == parts[0]), None)
    if section is None:
        return
    yield section
    addresses = [f"{section.url_path}{'/'.join(parts[1:end])}/" for end in range(2, len(parts) + 1)]
    # The slugs lead there through an index; the addresses then tell which of the pages with such a slug are meant.
    yield from (
        Page.objects.filter(
            path__gt=section.path, path__lt=section.path + PATH_END, slug__in=parts[1:], url_path__in=addresses
        )
        .select_related("locale")
        .order_by("depth")
    )


def _answers(page: Page, rest: Sequence[str]) -> bool:
    """Tell whether a page has a view of its own for what follows its address, which a page below it would not get."""
    if not page.live or not hasattr(page.specific_class, "resolve_subpage"):
        return False
    try:
        page.specific_deferred.resolve_subpage(f"/{'/'.join(rest)}/")
    except Http404:
        return False
    return True


def _whole(page: Page, frame: Frame) -> Any:
    """Give a page in its own class with what it shows at once, knowing what the way to it has shown."""
    model: Any = page.specific_class
    if model is None:  # its kind of page was taken out of the code
        return page
    shown_with = getattr(model, "shown_with", ())
    found = model._default_manager.select_related(*shown_with) if shown_with else model._default_manager
    if page in frame.homes:
        whole = remembered(frame.site, f"home page {page.pk}", lambda: found.get(pk=page.pk))
    else:
        whole = found.get(pk=page.pk)
    whole.locale, whole.known_public = page.locale, not frame.private
    if hasattr(page, "_cached_parent_obj"):
        whole._cached_parent_obj = page._cached_parent_obj
    return whole
