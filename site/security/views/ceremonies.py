"""What the browser and the server tell each other to make and to show a passkey; the talk is JSON, `js/passkeys.js` holds it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django_otp_webauthn import exceptions
from django_otp_webauthn import views as webauthn
from wagtail.admin import messages

from security import recovery
from security.log import Deed, note
from security.second_step import State, step_taken
from security.views.prove import next_address

ODD = (AttributeError, KeyError, TypeError, ValueError)  # what the library raises at JSON of another shape


class _Answering:
    """Answers JSON that makes no sense as a mistake of the asker, not of the server."""

    def handle_exception(self, exc: Exception) -> Any:
        """Give the answer to an error."""
        if isinstance(exc, ODD):
            exc = exceptions.MalformedRequest()
        return super().handle_exception(exc)  # type: ignore[misc]


class BeginMaking(_Answering, webauthn.BeginCredentialRegistrationView):
    """Say what a new passkey must be like."""


class CompleteMaking(_Answering, webauthn.CompleteCredentialRegistrationView):
    """Keep a new passkey, and let in by it who was setting up her second step."""

    def post(self, *args: Any, **kwargs: Any) -> JsonResponse:
        """Do so, and say where to go from here: to the recovery codes, if she has none yet."""
        response: JsonResponse = super().post(*args, **kwargs)
        self.request.session.cycle_key()
        note(Deed.PASSKEY)
        messages.success(
            self.request, _("The passkey is set up. From now on you can log in with your password and this passkey.")
        )
        user: Any = self.request.user
        return JsonResponse({"codes": not recovery.codes_left(user), "made": response.status_code == 200})


class _Waiting(_Answering):
    """About the one who wrote her password and waits at the door."""

    request: HttpRequest

    def get_user(self) -> Any:
        """Give who waits; nobody else can show a passkey here."""
        waits = self.request.second_step is State.MUST_PROVE  # type: ignore[attr-defined]
        return self.request.waiting_user if waits else None  # type: ignore[attr-defined]


class BeginShowing(_Waiting, webauthn.BeginCredentialAuthenticationView):
    """Say which passkeys will do."""


class CompleteShowing(_Waiting, webauthn.CompleteCredentialAuthenticationView):
    """Look at the passkey that was shown and let her in."""

    def complete_auth(self, device: Any) -> Any:
        """Let her in: the session gets another key."""
        person = self.get_user()
        step_taken(self.request, person, device)
        note(Deed.LOGIN, person=person)
        return person

    def get_success_url(self) -> str:
        """Give where she was going."""
        return next_address(self.request)
