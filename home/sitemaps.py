"""What a search engine may find in a village: its public pages in each of its languages."""

from typing import Any

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page


class VillageSitemap(Sitemap):
    """The village's pages, of all its languages; a copy that only stands in for a translation is left out."""

    def items(self) -> Any:
        """Give the pages that a visitor may read; the managers know no others than the village's."""
        pages = Page.objects.filter(depth__gt=1, alias_of__isnull=True).live().public().order_by("path")
        return pages.defer_streamfields().specific()
