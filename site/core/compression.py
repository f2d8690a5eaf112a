"""Compress what is text on its way out, so that a village on a small machine needs no other server in front of it."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "image/svg+xml", "application/json", "application/manifest+json", "application/rss+xml")


class TextCompressionMiddleware(GZipMiddleware):
    """Django's compression, which hides a page's true length from eavesdroppers, for texts only.

    Photos, recordings and PDFs are packed already; a part of a file keeps the length that was asked for.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a whole text; leave everything else as it is, and what is compressed once for all who will ask."""
        if getattr(request, "compressed_when_kept", False):
            return response
        if response.status_code == 206 or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
