"""The screens with which somebody makes a passkey, or does without one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django_otp_webauthn.models import WebAuthnCredential

from security.passkeys import NAME_LENGTH

from .own import BelowOverview, RemoveWayView, remove_way


class MakeView(BelowOverview, TemplateView):
    """Make a passkey: the browser asks for a fingerprint, a face, a key or the telephone's lock."""

    template_name = "security/passkey.html"
    page_title = gettext_lazy("Make a passkey")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how long a name may be."""
        return {**super().get_context_data(**kwargs), "name_length": NAME_LENGTH}


class RemoveView(RemoveWayView):
    """Do without one of your passkeys from now on."""

    page_title = gettext_lazy("Remove the passkey")
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
