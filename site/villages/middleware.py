"""The first thing that a request meets: which village is this?"""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.defaults import page_not_found

from core.page_links import remembering_links

from .addresses import address_of
from .models import Village
from .remembering import remembered
from .scope import EVERYTHING, scoped

GetResponse = Callable[[HttpRequest], HttpResponse]


class VillageMiddleware:
    """Map the exact host to a village and let only its rows exist until the response is made.

    Sets `request.village` (None on the platform's own hosts). An unknown host gets a 404 that names nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request within its village."""
        hostname = request.get_host().rsplit(":", 1)[0].lower().rstrip(".")
        if hostname in settings.PLATFORM_HOSTS:
            request.village = None  # type: ignore[attr-defined]
            request.urlconf = "config.platform_urls"  # type: ignore[attr-defined]
            with scoped(EVERYTHING):
                return self.get_response(request)
        address = address_of(hostname)
        if address is None:
            return self._nobody()
        if hostname != address.hostname:
            return self._move(request, address.root_url)
        with scoped(address.scope), remembering_links():
            site = address.scope.site
            if request.path_info.startswith("/admin/"):
                village = _village(site)
            else:
                village = remembered(site, "village", lambda: _village(site))
            if village is None:  # removed by another process, whose memory of hosts is not this one's
                return self._nobody()
            village.known_languages = address.languages
            request.village = village  # type: ignore[attr-defined]
            request._wagtail_site = village.site  # type: ignore[attr-defined]  # where Site.find_for_request keeps its answer
            return self.get_response(request)

    @staticmethod
    def _nobody() -> HttpResponse:
        return HttpResponseNotFound(render_to_string("platform/unknown_host.html"))

    @staticmethod
    def _move(request: HttpRequest, root_url: str) -> HttpResponse:
        return HttpResponsePermanentRedirect(root_url + request.get_full_path())


def _village(site: int) -> Village | None:
    """Give a village with what every page shows of it."""
    with_it = ("site__root_page__locale", "site__villagelook__crest", "collection")
    return Village.objects.filter(pk=site).select_related(*with_it).first()


class VillageLocaleMiddleware:
    """Speak the language of the address: `/fr/…` is French where the village has French, a 404 where it has not.

    An address without a language is in the village's first one, whatever the browser prefers: an editor's admin is Dutch.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language."""
        village: Village | None = request.village  # type: ignore[attr-defined]
        named = get_language_from_path(request.path_info)
        language = named or settings.LANGUAGE_CODE
        known = village is None or language in village.languages
        with translation.override(language if known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
            if not known and named:
                return page_not_found(request, Http404())
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)  # type: ignore[attr-defined]
        return response
