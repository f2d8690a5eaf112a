"""The screen between the password and the admin: show that you have your telephone."""

from typing import Any

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from security import codes, recovery
from security.log import Deed, note
from security.passkeys import passkeys_of
from security.second_step import State, app_of, step_taken
from villages.models import User

HOME = "/admin/"


class ProveForm(forms.Form):
    """A code from the app, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "autocapitalize": "none",
                "aria-describedby": "code-help",
            }
        ),
        error_messages={"required": gettext_lazy("Write the code that the app shows.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.device: Any = None

    def clean_code(self) -> str:
        """Find what the code came from, and use it up.

        Raises:
            ValidationError: it is wrong, or too many were tried; with what to do.
        """
        typed: str = self.cleaned_data["code"]
        six = codes.digits(typed)
        if not six and not recovery.is_code(typed):
            raise forms.ValidationError(
                _("A code from the app is six digits; a recovery code is twelve letters and digits.")
            )
        holder: Any = app_of(self.person) if six else recovery.device_of(self.person)
        wait = recovery.wait_seconds(holder) if holder else 0
        if wait:
            raise forms.ValidationError(_too_soon(wait))
        self.device = codes.use(self.person, six) if six else recovery.use(self.person, typed)
        if self.device is None:
            note(Deed.WRONG_STEP, person=self.person)
            raise forms.ValidationError(_wrong(six))
        return typed


def _too_soon(seconds: int) -> str:
    return ngettext(
        "There were several wrong codes. Wait %(seconds)d second, then try again.",
        "There were several wrong codes. Wait %(seconds)d seconds, then try again.",
        seconds,
    ) % {"seconds": seconds}


def _wrong(six: str) -> str:
    if six:
        return _(
            "This code is not right, or it was used before. Wait until the app shows a new one. Does that one not work either?"
            " Then look whether your telephone's clock is right."
        )
    return _("This recovery code is not right, or it was used before. Each of them works once.")


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for the second step, and let in who takes it."""
    person: User | None = request.waiting_user  # type: ignore[attr-defined]
    if person is None or request.second_step is not State.MUST_PROVE:  # type: ignore[attr-defined]
        return redirect(HOME)
    if "cancel" in request.POST:
        logout(request)
        return redirect("wagtailadmin_login")
    form = ProveForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        step_taken(request, person, form.device)
        note(Deed.CODE_USED if isinstance(form.device, recovery.StaticDevice) else Deed.LOGIN, person=person)
        _say_how_many_are_left(request, person, form.device)
        return redirect(next_address(request))
    context = {
        "form": form,
        "person": person,
        "has_app": app_of(person) is not None,
        "has_passkey": bool(passkeys_of(person)),
        "next": next_address(request),
    }
    return render(request, "security/prove.html", context)


def next_address(request: HttpRequest) -> str:
    """Give where somebody wanted to go, if that is on this host; otherwise the first screen."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else HOME


def _say_how_many_are_left(request: HttpRequest, person: User, device: Any) -> None:
    if not isinstance(device, recovery.StaticDevice):
        return
    left = recovery.codes_left(person)
    messages.warning(
        request,
        ngettext(
            "That recovery code is used up; you have %(left)d left. New telephone? Set it up again under “Second step”.",
            "That recovery code is used up; you have %(left)d left. New telephone? Set it up again under “Second step”.",
            left,
        )
        % {"left": left},
    )
