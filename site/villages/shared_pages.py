"""Public pages of other villages: what a crossing may begin from. Meant for use within `every_village()`."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from .freshness import looks_at
from .models import Village
from .scope import PATH_END


def public_pages_of(model: type[Page], villages: Iterable[Village], now: dt.datetime | None = None) -> PageQuerySet:
    """Give the pages of a type in these villages that a visitor may read `now` (aware): live, not expired, behind no login."""
    villages = list(villages)
    looks_at(village.pk for village in villages)
    homes = [village.site.root_page.path for village in villages]
    found = model.objects.filter(_below(homes), live=True, expired=False)  # type: ignore[attr-defined]
    found = found.exclude(expire_at__lte=now or timezone.now())
    roots = {path[: Page.steplen] for path in homes}
    private = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    for path in private.filter(_below(homes) | Q(path__in=roots)).values_list("path", flat=True):
        found = found.exclude(path__gte=path, path__lt=path + PATH_END)
    return found


def address_of_page(page: Page, village: Village) -> str:
    """Give a page's address at its own village's host."""
    return f"{village.site.root_url}{page.url_path[len(village.site.root_page.url_path) - 1 :]}"


def _below(paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__gte=path, path__lt=path + PATH_END)
    return condition
