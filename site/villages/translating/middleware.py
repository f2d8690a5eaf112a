"""Says of every text on a public page that is not in the page's language in which one it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.languages import in_first_language, noting_first_language

from .marking import say_languages


class ForeignWordsMiddleware:
    """Marks what is not in the language of its page, in villages with more than one.

    That is what falls back to the original's language, and what has no translations (`core.languages.in_first_language`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `lang` on what is in another language than the page."""
        village = getattr(request, "village", None)
        if village is None or len(village.languages) < 2 or request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with noting_first_language() as noted:
            response = self.get_response(request)
            in_first_language(village.look.tagline)
        if response.streaming or response.status_code >= 500:
            return response
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        page = getattr(request, "village_page", None)
        response.content = say_languages(response.content.decode(), village, page, noted)
        return response
