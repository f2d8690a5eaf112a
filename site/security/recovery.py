"""Recovery codes: ten codes on paper, each good for one login, for whoever has lost her telephone."""

import base64
import hashlib
import re
import secrets

from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from villages.models import User

NUMBER = 10
LENGTH = 12  # of 32 signs each: 60 bits, so that a hash of one can't be turned round by trying
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that look alike in handwriting: l and 1, o and 0
FORM = re.compile(rf"[{SIGNS}]{{{LENGTH}}}")


def clean(typed: str) -> str:
    """Give a code as it is compared: without the dashes and spaces that help the eye."""
    return re.sub(r"[\s\-–.]", "", typed).lower()


def is_code(typed: str) -> bool:
    """Say whether this looks like a recovery code."""
    return FORM.fullmatch(clean(typed)) is not None


def new_codes(user: User) -> list[str]:
    """Give ten new codes to write down, in groups of four; what was given before is worth nothing from now on."""
    codes = ["".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _code in range(NUMBER)]
    with transaction.atomic():
        device, _made = StaticDevice._base_manager.get_or_create(user=user, defaults={"name": "recovery codes"})
        StaticToken._base_manager.filter(device=device).delete()
        StaticToken._base_manager.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def codes_left(user: User) -> int:
    """Count the codes that somebody still has."""
    return StaticToken._base_manager.filter(device__user=user, device__confirmed=True).count()


def device_of(user: User) -> StaticDevice | None:
    """Give what django-otp keeps the codes under."""
    return StaticDevice._base_manager.filter(user=user, confirmed=True).first()  # type: ignore[no-any-return]


def use(user: User, typed: str) -> StaticDevice | None:
    """Use a code up; gives the device that took it, or nothing where it is not one of hers or too many were tried just now."""
    device = device_of(user)
    return verify_token(user, device.persistent_id, _kept(clean(typed))) if device else None


def _kept(code: str) -> str:
    """Give what is kept of a code: 80 bits of its hash, in the 16 signs that django-otp has room for."""
    return base64.b32encode(hashlib.sha256(code.encode()).digest()[:10]).decode().lower()


def wait_seconds(device: object) -> int:
    """Give for how many seconds a device takes no code, after wrong ones: 1, 2, 4, 8 and so on."""
    allowed, why = device.verify_is_allowed()  # type: ignore[attr-defined]
    if allowed:
        return 0
    return max(1, round((why["locked_until"] - timezone.now()).total_seconds() + 0.5))
