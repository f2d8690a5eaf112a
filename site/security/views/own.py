"""The screens with which somebody sets up her own second step, under her account."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from security import codes, recovery
from security.log import Deed, note
from security.passkeys import passkeys_of
from security.second_step import (
    State,
    any_way,
    app_of,
    forget_second_step,
    in_session,
    is_required,
    number_of_ways,
    step_taken,
)
from villages.models import User
from villages.views.admin_forms import AdminFormView

KEY = "second_step_key"  # in the session: the key of an app that is being set up
TITLE = gettext_lazy("Second step")


class OverviewView(WagtailAdminTemplateMixin, TemplateView):
    """What somebody's second step is, and what she can do about it."""

    template_name = "security/overview.html"
    page_title = TITLE
    header_icon = "lock"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add her ways, and whether she must have one."""
        user: Any = self.request.user
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "app": app_of(user),
            "passkeys": passkeys_of(user),
            "codes_left": recovery.codes_left(user),
            "ways": number_of_ways(user),
            "required": is_required(user),
            "must_set_up": self.request.second_step is State.MUST_SET_UP,  # type: ignore[attr-defined]
        }


class BelowOverview(WagtailAdminTemplateMixin):
    """A screen that the overview leads to."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way to this screen."""
        above = {"url": reverse("second_step:overview"), "label": TITLE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class AppForm(forms.Form):
    """The first code that a new app shows."""

    code = forms.CharField(
        label=gettext_lazy("The code that the app shows now"),
        help_text=gettext_lazy("Six digits; a space between them does no harm."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, user: User, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.key = user, key
        self.device: Any = None

    def clean_code(self) -> str:
        """Keep the app if the code is right.

        Raises:
            ValidationError: it is not, with what to look at.
        """
        six = codes.digits(self.cleaned_data["code"])
        if not six:
            raise forms.ValidationError(_("A code from the app is six digits."))
        self.device = codes.set_up(self.user, self.key, six)
        if self.device is None:
            raise forms.ValidationError(
                _(
                    "This code does not fit. Wait until the app shows a new one and write that. Is it still not right? Then look"
                    " whether your telephone's clock is right, or scan the code again."
                )
            )
        return six


@method_decorator([sensitive_post_parameters("code"), sensitive_variables("key")], name="dispatch")
class AppView(AdminFormView):
    """Set up an app on a telephone: scan, write its first code, done."""

    template_name = "security/app.html"
    form_class = AppForm
    page_title = gettext_lazy("Set up the app on your telephone")
    header_icon = "mobile-alt"
    submit_label = gettext_lazy("Ready")
    trail = ((TITLE, "second_step:overview"),)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add whose app it is, and the key that waits for its first code."""
        session = self.request.session
        if KEY not in session:
            session[KEY] = codes.new_key()
        return {**super().get_form_kwargs(), "user": self.request.user, "key": session[KEY]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the picture to scan, and the key to type where there is no camera."""
        context = super().get_context_data(**kwargs)
        form: AppForm = context["form"]
        village: Any = self.request.village  # type: ignore[attr-defined]
        address = codes.address(form.key, form.user, village.name if village else "Dorpsplein")
        return {**context, "picture": codes.picture(address), "address": address, "key": codes.written(form.key)}

    def form_valid(self, form: AppForm) -> HttpResponse:
        """Let her in by it, and give her recovery codes if she has none."""
        user = form.user
        del self.request.session[KEY]
        step_taken(self.request, user, form.device)
        note(Deed.APP)
        messages.success(
            self.request, _("The app is set up. From now on you log in with your password and a code from the app.")
        )
        return first_codes(self.request)


class CodesView(BelowOverview, View):
    """New recovery codes in place of the old ones; shown when they are made, and never again."""

    template_name = "security/codes.html"
    page_title = gettext_lazy("Your recovery codes")
    header_icon = "lock"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead somebody who comes back to what there is."""
        return redirect("second_step:overview")

    @method_decorator(sensitive_variables("made"))
    def post(self, request: HttpRequest) -> HttpResponse:
        """Make them, for who has a second step that they stand in for."""
        user: Any = request.user
        if not number_of_ways(user):
            messages.error(request, _("First set up an app or a passkey: recovery codes stand in for it."))
            return redirect("second_step:overview")
        made = recovery.new_codes(user)
        note(Deed.CODES)
        return self.render_to_response(self.get_context_data(codes=made))


def first_codes(request: HttpRequest) -> HttpResponse:
    """Show who has just set up her first way the codes that stand in for it; on to the overview where she has some."""
    if recovery.codes_left(request.user):  # type: ignore[arg-type]
        return redirect("second_step:overview")
    view = CodesView()
    view.setup(request)
    return view.post(request)


class RemoveWayView(AdminFormView):
    """Ask whether somebody does without one of her ways from now on."""

    form_class = forms.Form
    header_icon = "bin"
    submit_label = gettext_lazy("Yes, remove it")
    trail = ((TITLE, "second_step:overview"),)


class RemoveAppView(RemoveWayView):
    """Do without the app from now on."""

    page_title = gettext_lazy("Remove the app")
    explanation = gettext_lazy("The app's codes will no longer let you in. Remove it from your telephone too.")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove it, unless she must have a second step and this is all there is.

        Raises:
            Http404: there is no app.
        """
        device = app_of(self.request.user)  # type: ignore[arg-type]
        if device is None:
            raise Http404
        return remove_way(self.request, device, _("The app is removed."))


def remove_way(request: HttpRequest, device: Any, said: str) -> HttpResponse:
    """Take one of somebody's own ways away: the last one takes her recovery codes along, and a session moves to what is left."""
    user: Any = request.user
    last = number_of_ways(user) == 1
    if last and is_required(user):
        messages.error(
            request, _("You can't do without a second step here. First set up another one; then this one can go.")
        )
        return redirect("second_step:overview")
    moves = in_session(request, device)
    if last:
        forget_second_step(user)
    else:
        device.delete()
        if moves:
            step_taken(request, user, any_way(user))
    note(Deed.STEP_REMOVED)
    messages.success(request, said)
    return redirect("second_step:overview")
