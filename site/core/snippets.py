"""Recordings as a choice in the translation editor: a translated stop can have a recording of its own.

wagtail-localize offers another value for a foreign key only where its model is a page, an image, a document or a snippet.
"""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.models import Audio


class RecordingViewSet(SnippetViewSet):
    """Gives the chooser; recordings themselves are kept under Media."""

    model = Audio
    icon = "media"
    list_display = ["title", "created_at"]
    search_fields = ["title"]


register_snippet(RecordingViewSet)


@hooks.register("construct_main_menu")
def no_snippets_in_the_menu(request: HttpRequest, items: list[Any]) -> None:
    """Take "Snippets" out of the menu: the recordings that it leads to stand under Media already."""
    items[:] = [item for item in items if item.name != "snippets"]
