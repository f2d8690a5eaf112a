"""The files at addresses below a route's own: the GPX, the sheet, and what riding without network needs."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import path

from core.models import Alternate, OtherFormsMixin

GPX_TYPE = "application/gpx+xml"


class RouteFilesMixin(OtherFormsMixin):
    """A route's other forms; for a page with a measured track."""

    def gpx_url(self, request: HttpRequest | None = None) -> str:
        """Give the address of the GPX download; empty for a page that has no address yet."""
        url = self.get_url(request)
        return f"{url}route.gpx" if url and self.gpx else ""

    def sheet_url(self, request: HttpRequest | None = None) -> str:
        """Give the address of the route sheet; empty for a page without a line or an address."""
        url = self.get_url(request)
        return f"{url}fietsblad.pdf" if url and self.line else ""

    def script_data_url(self, request: HttpRequest | None = None) -> str:
        """Give the address of what the page's scripts ask for; empty for a page without a line or an address."""
        url = self.get_url(request)
        return f"{url}rit.json" if url and self.line else ""

    def alternates(self, request: HttpRequest | None = None) -> list[Alternate]:
        """Give the GPX file and the route sheet."""
        forms = (
            Alternate(self.gpx_url(request), GPX_TYPE, f"{self.title} (GPX)"),
            Alternate(self.sheet_url(request), "application/pdf", f"{self.title} (PDF)"),
        )
        return [form for form in forms if form.href]

    @path("route.gpx", name="gpx")
    def gpx_file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the whole line and the stops, for a bicycle computer."""
        from fietsroutes.views import gpx_download

        return gpx_download(request, self)

    @path("fietsblad.pdf", name="sheet")
    def sheet_file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the route on paper."""
        from fietsroutes.views import sheet_download

        return sheet_download(request, self)

    @path("rit.json", name="script_data")
    def script_data_file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with what the page's scripts add to it: the map, riding mode, and their words."""
        from fietsroutes.views import script_data_view

        return script_data_view(request, self)

    @path("offline.json", name="offline_manifest")
    def offline_manifest_file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with all that somebody takes along to ride without network."""
        from fietsroutes.views import offline_manifest_view

        return offline_manifest_view(request, self)

    @path("offline.js", name="offline_worker")
    def offline_worker_file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the service worker; standing here, it can see this page and no other."""
        from fietsroutes.views import offline_worker_view

        return offline_worker_view(request, self)
