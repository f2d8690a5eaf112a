"""The list before printing, and the associations that are reminded."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Site

from dorpskrant.models import EditionPage
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
    context = {"edition": edition, "lines": lines, "attention": attention}
    return render(request, "ingezonden/admin/before_print.html", context)


class AssociationCreateView(CreateView):
    """A new association belongs to the village whose admin this is."""

    def save_instance(self) -> Any:
        """Store it with its village."""
        self.form.instance.site = Site.find_for_request(self.request)
        return super().save_instance()


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
