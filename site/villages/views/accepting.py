"""The page behind an invitation's link, on the village's own host."""

from typing import Any

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin import messages

from villages.invitation_forms import AcceptForm
from villages.inviting import accept, find
from villages.models import Invitation


@method_decorator([never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch")
class AcceptView(FormView):
    """Write your name, choose a password, and you are in. Speaks the village's first language."""

    template_name = "villages/accept.html"
    form_class = AcceptForm
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the village's language; a link that no longer works gets a page that says what to do."""
        language = request.village.languages[0]  # type: ignore[attr-defined]
        with translation.override(language):
            found = find(kwargs["token"])
            response: HttpResponseBase
            if found is None:
                response = render(request, "villages/no_invitation.html", status=410)
            else:
                self.invitation = found
                response = super().dispatch(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
        response.headers["Content-Language"] = language
        # The address is a key: no other host hears it. "no-referrer" would make browsers post from nowhere (Origin: null).
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the invitation."""
        return {**super().get_form_kwargs(), "invitation": self.invitation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitation."""
        return {**super().get_context_data(**kwargs), "invitation": self.invitation}

    def form_valid(self, form: AcceptForm) -> HttpResponse:
        """Make the account and log in."""
        data = form.cleaned_data
        try:
            user = accept(
                self.invitation,
                first_name=data["first_name"],
                last_name=data["last_name"],
                password=data["password1"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        login(self.request, user, backend="villages.authentication.VillageBackend")
        messages.success(
            self.request,
            _("Welcome, %(name)s! From now on you log in with %(email)s and your password.")
            % {"name": user.first_name, "email": user.email},
        )
        return redirect("wagtailadmin_home")
