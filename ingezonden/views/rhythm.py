"""The list before printing, and the associations that are reminded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Site

from dorpskrant import keeping
from dorpskrant.models import EditionPage, PrintedEdition
from ingezonden.models import Association
from ingezonden.overview import before_print as lines_before_print


@require_safe
def before_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what to look at before an edition goes to the printer."""
    if not request.user.has_perm("ingezonden.view_submission"):  # type: ignore[union-attr]
        raise PermissionDenied
    edition: EditionPage = get_object_or_404(EditionPage, pk=pk)
    lines = lines_before_print(request.village, edition)  # type: ignore[attr-defined]
    attention = sum(line.attention for line in lines)
    context = {
        "edition": edition,
        "lines": lines,
        "attention": attention,
        "printed": PrintedEdition.objects.filter(pk=pk).prefetch_related("papers").first(),
    }
    return render(request, "ingezonden/admin/before_print.html", context)


@non_atomic_requests  # may wait for the press
@require_POST
def mark_printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that an edition went to the printer; with `undo`, that it did not after all."""
    if not request.user.has_perm("ingezonden.view_submission"):  # type: ignore[union-attr]
        raise PermissionDenied
    edition: EditionPage = get_object_or_404(EditionPage, pk=pk)
    if not edition.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if "undo" in request.POST:
        keeping.unmark_printed(edition)
        messages.success(request, _("The edition can be changed again."))
        return redirect("ingezonden_before_print", pk=edition.pk)
    try:
        keeping.mark_printed(edition, request.user.pk)
    except keeping.StillPrinting:
        messages.warning(request, _("The press is making the file just now. Press the button again in a minute."))
    else:
        messages.success(request, _("The edition stands as it is. What changes now is a correction."))
    return redirect("ingezonden_before_print", pk=edition.pk)


class AssociationCreateView(CreateView):
    """A new association belongs to the village whose admin this is."""

    def get_initial_form_instance(self) -> Association:
        """Give the form an association of this village: whether its address is taken is looked up there."""
        return Association(site=Site.find_for_request(self.request))


class AssociationViewSet(ModelViewSet):
    """The village's associations."""

    model = Association
    icon = "group"
    menu_label = _("Associations")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "contact_name", "email", "reminded"]
    add_view_class = AssociationCreateView
    inspect_view_enabled = False
    exclude_form_fields = ["site"]


associations = AssociationViewSet("associations", url_prefix="verenigingen")
