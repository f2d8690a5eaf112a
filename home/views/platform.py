"""The platform's own host: which villages live here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.models import Village, VillageLook


@require_safe
def platform_index(request: HttpRequest) -> HttpResponse:
    """List the villages by name, each with its tagline and address."""
    villages = Village.objects.select_related("site").order_by("site__site_name")
    taglines = dict(VillageLook.objects.values_list("site_id", "tagline"))
    places = [{"name": v.name, "tagline": taglines.get(v.pk, ""), "url": v.site.root_url} for v in villages]
    return render(request, "platform/index.html", {"villages": places})
