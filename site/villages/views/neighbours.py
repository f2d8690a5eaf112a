"""The screen on which a village names its neighbours."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from villages.models import Neighbour, Village
from villages.neighbours import NeighbourForm, neighbours_of

PERMISSION = "villages.change_villagelook"  # who may set up the village


def _village(request: HttpRequest) -> Village:
    village: Village | None = request.village  # type: ignore[attr-defined]
    if village is None:
        raise Http404
    if not request.user.has_perm(PERMISSION):  # type: ignore[union-attr]
        raise PermissionDenied
    return village


@require_http_methods(["GET", "HEAD", "POST"])
def neighbours(request: HttpRequest) -> HttpResponse:
    """Show the village's neighbours and take one more.

    Raises:
        Http404: this is the platform's own host.
        PermissionDenied: somebody may not set up the village.
    """
    village = _village(request)
    form = NeighbourForm(request.POST or None, village=village)
    if request.method == "POST" and form.is_valid():
        row = form.save()
        messages.success(request, _("%(village)s is among your neighbours now.") % {"village": row.neighbour.name})
        return redirect("village_neighbours")
    context = {"form": form, "neighbours": neighbours_of(village)}
    return render(request, "villages/admin/neighbours.html", context)


@require_POST
def remove_neighbour(request: HttpRequest, neighbour: int) -> HttpResponse:
    """Take a village off the list; what it shares is no longer shown here.

    Raises:
        Http404: it is not on the list, or this is the platform's own host.
        PermissionDenied: somebody may not set up the village.
    """
    village = _village(request)
    row = get_object_or_404(Neighbour, village=village.pk, neighbour=neighbour)
    name = row.neighbour.name
    row.delete()
    messages.success(request, _("%(village)s is no longer among your neighbours.") % {"village": name})
    return redirect("village_neighbours")
