"""What the villages' own screens in the admin are made of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from villages.models import Village


class ForUserManagers:
    """A screen of a village's own admin, for those who may let people in; on the platform's host there is none."""

    request: HttpRequest
    village: Village

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer who may."""
        village = request.village  # type: ignore[attr-defined]
        if village is None:
            raise Http404
        if not request.user.has_perm("villages.add_user"):  # type: ignore[union-attr]
            raise PermissionDenied
        self.village = village
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class AdminFormView(WagtailAdminTemplateMixin, FormView):
    """A form with Wagtail's own furniture."""

    template_name = "villages/admin/form.html"
    submit_label: Any = _("Save")
    explanation: Any = ""  # what this is for, above the form
    trail: tuple[tuple[Any, str], ...] = ()  # label and URL name of the screens above this one

    def breadcrumbs_above(self) -> list[dict[str, Any]]:
        """Give the screens above this one."""
        return [{"url": reverse(name), "label": label} for label, name in self.trail]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        return [*self.breadcrumbs_items, *self.breadcrumbs_above(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what Wagtail's form template asks for."""
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "submit_button_active_label": _("One moment…"),
            "explanation": self.explanation,
            "media": context["form"].media,
        }
