"""The screens with which somebody makes a passkey, or does without one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from security.passkeys import NAME_LENGTH
from villages.views.admin_forms import AdminFormView

from .own import TITLE, remove_way


class MakeView(WagtailAdminTemplateMixin, TemplateView):
    """Make a passkey: the browser asks for a fingerprint, a face, a key or the telephone's lock."""

    template_name = "security/passkey.html"
    page_title = gettext_lazy("Make a passkey")
    header_icon = "key"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        above = {"url": reverse("second_step:overview"), "label": TITLE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how long a name may be."""
        return {**super().get_context_data(**kwargs), "name_length": NAME_LENGTH}


class RemoveView(AdminFormView):
    """Do without one of your passkeys from now on."""

    form_class = forms.Form
    page_title = gettext_lazy("Remove the passkey")
    header_icon = "bin"
    submit_label = gettext_lazy("Yes, remove it")
    trail = ((TITLE, "second_step:overview"),)
    explanation = gettext_lazy("This passkey will no longer let you in. Remove it from your device too.")
    device: WebAuthnCredential

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer about your own.

        Raises:
            Http404: it is not yours, or not there.
        """
        mine = WebAuthnCredential.objects.filter(user=request.user, confirmed=True)
        self.device = get_object_or_404(mine, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Say which."""
        return str(self.device.name)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove it, unless you must have a second step and this is all there is."""
        return remove_way(self.request, self.device, _("The passkey is removed."))
