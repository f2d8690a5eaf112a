"""The newspaper as an RSS feed."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NEWEST = 30  # articles


class _NewspaperFeed(Feed):
    """The newest articles of one newspaper. Family notices are never in it."""

    def __init__(self, newspaper: Any, request: HttpRequest) -> None:
        self.newspaper, self.request = newspaper, request

    def title(self) -> str:
        return self.newspaper.title

    def link(self) -> str:
        return self.newspaper.get_full_url(self.request)

    def description(self) -> str:
        return self.newspaper.subtitle

    def items(self) -> Any:
        from .models import ArticlePage

        return ArticlePage.objects.descendant_of(self.newspaper).live().order_by("-first_published_at")[:NEWEST]

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.intro

    def item_link(self, item: Any) -> str:
        return item.get_full_url(self.request)

    def item_guid(self, item: Any) -> str:
        return str(item.translation_key)

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> Any:
        return item.first_published_at


def newspaper_feed(newspaper: Any, request: HttpRequest) -> HttpResponseBase:
    """Answer with the newspaper's newest articles as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    return _NewspaperFeed(newspaper, request)(request)
