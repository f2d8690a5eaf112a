"""Says of every untranslated text on a public page in which language it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .fallback import foreign_texts
from .foreign_html import mark


class ForeignWordsMiddleware:
    """Marks texts that fall back to the original's language, on the pages of villages with more than one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `lang` on what is in another language than the page."""
        response = self.get_response(request)
        village = getattr(request, "village", None)
        if village is None or len(village.languages) < 2 or request.path_info.startswith("/admin/"):
            return response
        if response.streaming or response.status_code != 200:
            return response
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        language = translation.get_language() or ""
        texts = foreign_texts(getattr(request, "village_page", None), language)
        if texts:
            response.content = mark(response.content.decode(), texts, language)
        return response
