"""Passkeys: a fingerprint, a face or a key in place of a code (WebAuthn). A passkey belongs to the host it was made at."""

from typing import Any

from django.http import HttpRequest
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential

from villages.models import User

NAME_LENGTH = 64


def relying_party_id(request: HttpRequest) -> str:
    """Give the host that passkeys are made for: the village's own, without a port (OTP_WEBAUTHN_RP_ID_CALLABLE)."""
    return request.get_host().rsplit(":", 1)[0]


def relying_party_name(request: HttpRequest) -> str:
    """Give what a telephone shows beside the passkey (OTP_WEBAUTHN_RP_NAME_CALLABLE)."""
    village: Any = getattr(request, "village", None)
    return village.name if village else "Dorpsplein"


class VillageHelper(WebAuthnHelper):
    """What django-otp-webauthn asks, answered for the host of the request (OTP_WEBAUTHN_HELPER_CLASS)."""

    def get_allowed_origins(self) -> list[str]:
        """Give the address that a passkey may be used from: this one."""
        return [f"{self.request.scheme}://{self.request.get_host()}"]

    def create_credential(self, user: Any, response: Any, parsed_credential: Any, original_data: Any) -> Any:
        """Keep the name that somebody gave her passkey, too."""
        device = super().create_credential(user, response, parsed_credential, original_data)
        device.name = str(original_data.get("name") or "")[:NAME_LENGTH]
        return device


def passkeys_of(user: User) -> list[WebAuthnCredential]:
    """Give somebody's passkeys, the oldest first."""
    return list(WebAuthnCredential._base_manager.filter(user=user, confirmed=True).order_by("pk"))
