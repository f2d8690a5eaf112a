"""Codes from an app on a telephone: a key that both know, and the time (TOTP, RFC 6238)."""

import base64
import re
import secrets
import time
from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from villages.models import User

from .second_step import app_of

KEY_BYTES = 20  # RFC 4226, section 4: at least 16, 20 recommended
TOLERANCE = 1  # periods of 30 seconds before and after: clocks differ, and old hands type slowly


def new_key() -> str:
    """Give a key for an app, in hexadecimal."""
    return secrets.token_hex(KEY_BYTES)


def address(key: str, user: User, issuer: str) -> str:
    """Give what the QR code says: https://github.com/google/google-authenticator/wiki/Key-Uri-Format."""
    label = quote(f"{issuer}:{user.email or user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': written(key).replace(' ', ''), 'issuer': issuer})}"


def written(key: str) -> str:
    """Give a key as people type it, in groups of four."""
    return " ".join(re.findall(".{1,4}", base64.b32encode(bytes.fromhex(key)).decode()))


def picture(text: str) -> SafeString:
    """Draw a QR code as SVG, dark on light also where the page is dark: cameras want it so."""
    drawn = segno.make(text, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True
    )  # as wide as its place
    return mark_safe(drawn)  # noqa: S308 - drawn by segno: paths, none of the text


def digits(typed: str) -> str:
    """Give the six digits that somebody typed, or nothing where it is not six digits."""
    code = re.sub(r"\s", "", typed)
    return code if re.fullmatch(r"[0-9]{6}", code) else ""


def set_up(user: User, key: str, code: str) -> TOTPDevice | None:
    """Keep an app whose code is right, in place of the one from before; otherwise nothing."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    if not totp.verify(int(code), TOLERANCE):
        return None
    TOTPDevice._base_manager.filter(user=user).delete()
    device: TOTPDevice = TOTPDevice._base_manager.create(
        user=user, name="app", key=key, tolerance=TOLERANCE, drift=totp.drift, last_t=totp.t(), confirmed=True
    )
    return device


def use(user: User, code: str) -> TOTPDevice | None:
    """Give the app that a code came from, if it is hers and new, and not too many were tried just now."""
    device = app_of(user)
    return verify_token(user, device.persistent_id, code) if device else None
