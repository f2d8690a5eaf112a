"""Where a short address from the paper leads."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from dorpskrant.models import ShortLink


@require_safe
def short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on to the address that the village's paper shortened; 404 for a code of no paper of this village."""
    village = getattr(request, "village", None)
    if village is None:
        raise Http404
    link = ShortLink.objects.filter(site=village.site, code=code.lower()).first()
    if link is None or not link.url.startswith(("https://", "http://")):
        raise Http404
    return HttpResponseRedirect(link.url)
