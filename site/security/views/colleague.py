"""Helping a colleague who has lost her telephone and her recovery codes."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name

from security.log import Deed, note
from security.second_step import forget_second_step, number_of_ways
from villages.access import is_only_here
from villages.models import User
from villages.views.admin_forms import AdminFormView


class ForgetView(AdminFormView):
    """Take a colleague's second step away; she logs in with her password and sets it up again."""

    form_class = forms.Form
    page_title = gettext_lazy("Take the second step away")
    header_icon = "lock-open"
    submit_label = gettext_lazy("Yes, take it away")
    trail = ((gettext_lazy("Users"), "wagtailusers_users:index"),)
    explanation = gettext_lazy(
        "Only do this if you are sure that your colleague asks it herself: see her, or call her back on the number that you know."
        " After this her password alone lets her in, until she has set up a second step again. Recovery codes are gone too."
    )
    person: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer who may let people in, about somebody of this village alone.

        Raises:
            Http404: nobody here has that number.
            PermissionDenied: this is not for you, or not about somebody who is this village's alone.
        """
        if not request.user.has_perm("villages.change_user"):  # type: ignore[union-attr]
            raise PermissionDenied
        self.person = get_object_or_404(User.objects.filter(left_on=None), pk=kwargs["pk"])
        village = request.village  # type: ignore[attr-defined]
        if village is not None and not is_only_here(self.person, village):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Say whose."""
        return str(get_user_display_name(self.person))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whether you are sure; lead away where there is nothing to take."""
        if self.person.pk == request.user.pk:
            return redirect("second_step:overview")
        if not number_of_ways(self.person):
            messages.info(request, _("%(name)s has no second step.") % {"name": get_user_display_name(self.person)})
            return redirect("wagtailusers_users:index")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Take it away; your own goes by your own screen."""
        if self.person.pk == self.request.user.pk:
            return redirect("second_step:overview")
        forget_second_step(self.person)
        note(Deed.STEP_FORGOTTEN, whom=self.person)
        name = get_user_display_name(self.person)
        messages.success(self.request, _("%(name)s now logs in with the password alone.") % {"name": name})
        return redirect("wagtailusers_users:index")
