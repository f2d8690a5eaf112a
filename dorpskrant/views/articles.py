"""The list of an edition's articles in the admin."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.pages.listing import ExplorableIndexView

from core.page_saving import PageScreens
from dorpskrant.freezing import refuse_if_printed
from dorpskrant.models import ArticlePage


class ArticlesView(ExplorableIndexView):
    """The articles of an edition; those of a printed one are not offered for dragging."""

    def get(self, request: HttpRequest, parent_page_id: Any = None) -> HttpResponseBase:
        """Show them.

        Raises:
            EditionIsPrintedError: the list to drag in was asked for, of a printed edition.
        """
        if request.GET.get("ordering") == self.sort_order_field and parent_page_id:
            refuse_if_printed(parent_page_id)
        return super().get(request, parent_page_id)


class ArticleViewSet(PageScreens):
    """Wagtail's screens of articles."""

    model = ArticlePage
    index_view_class = ArticlesView


articles = ArticleViewSet()
