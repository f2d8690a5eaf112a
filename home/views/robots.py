"""What search engines may look at."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with the robots.txt of this village (RFC 9309)."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(
        f"User-agent: *\nDisallow: /admin/\nDisallow: /zoeken/\n\nSitemap: {sitemap}\n", content_type="text/plain"
    )
