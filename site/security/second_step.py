"""The second step of logging in: who has one, who must have one, and whether this session has taken it.

A password is half a login. Whoever has an app (or a passkey) shows it after the password; until then the session is nobody's.
Who must have one by `settings.SECOND_STEP_REQUIRED` and has none yet can do one thing: set it up.
"""

from enum import Enum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, OuterRef, Q
from django.http import HttpRequest
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as otp_login
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnUserHandle

from villages.models import User, VillageRole
from villages.scope import current_village

KEEPER = "keeper"  # in SECOND_STEP_REQUIRED: superusers, at the platform's host
WAYS = (
    "django_otp_webauthn.WebAuthnCredential",
    "otp_totp.TOTPDevice",
)  # what counts as a second step; recovery codes alone do not


class State(Enum):
    """Where somebody stands who wrote the right password."""

    IN = "in"
    MUST_PROVE = "must prove"
    MUST_SET_UP = "must set up"


def state_of(user: User, verified: bool) -> State:
    """Say where somebody stands, at this moment's host; with one query, and none for who has taken the second step."""
    if verified:
        return State.IN
    has = Q()
    for way in ways():
        has |= Q(Exists(way._base_manager.filter(user=OuterRef("pk"), confirmed=True)))
    facts = User._base_manager.filter(pk=user.pk).annotate(has_one=_wrapped(has), must=_wrapped(_must()))
    has_one, must = facts.values_list("has_one", "must").get()
    if has_one:
        return State.MUST_PROVE
    return State.MUST_SET_UP if must else State.IN


def _wrapped(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, BooleanField())


def is_required(user: User) -> bool:
    """Say whether this person can't do without a second step here."""
    return User._base_manager.filter(_must(), pk=user.pk).exists()


def _must() -> Q:
    required = settings.SECOND_STEP_REQUIRED
    scope = current_village()
    if scope is None:
        return Q(is_superuser=True) if KEEPER in required else Q(pk__in=[])
    roles = VillageRole._base_manager.filter(village=scope.site, role__in=required, group__user=OuterRef("pk"))
    return Q(Exists(roles))


def ways() -> list[type[Model]]:
    """Give the models of what counts as a second step."""
    return [apps.get_model(label) for label in WAYS]


def app_of(user: User) -> TOTPDevice | None:
    """Give the app that somebody's codes come from; a new telephone takes the place of the old one, so there is one at most."""
    return TOTPDevice._base_manager.filter(user=user, confirmed=True).first()  # type: ignore[no-any-return]


def number_of_ways(user: User) -> int:
    """Count what somebody can take the second step with, recovery codes aside."""
    return sum(way._base_manager.filter(user=user, confirmed=True).count() for way in ways())


def any_way(user: User) -> Any:
    """Give something that somebody can take the second step with; None where she has nothing."""
    found = (way._base_manager.filter(user=user, confirmed=True).first() for way in ways())
    return next((device for device in found if device is not None), None)


def step_taken(request: HttpRequest, user: User, device: Any) -> None:
    """Let somebody in who has shown the second step: the session gets another key, so that one from before is worth nothing."""
    request.user = user
    otp_login(request, device)
    request.session.cycle_key()


def forget_second_step(user: User) -> bool:
    """Take all of somebody's second step away: sessions that it let in stop; gives whether there was any."""
    with transaction.atomic():
        gone = 0
        for model in [*ways(), StaticDevice, WebAuthnUserHandle]:
            gone += model._base_manager.filter(user=user).delete()[0]
    return gone > 0


def in_session(request: HttpRequest, device: Any) -> bool:
    """Say whether this session was let in by that device."""
    return bool(request.session.get(DEVICE_ID_SESSION_KEY) == device.persistent_id)


def required_roles_exist(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find names in SECOND_STEP_REQUIRED that are no role."""
    known = {*VillageRole.Role.values, KEEPER}
    return [
        checks.Error(f"SECOND_STEP_REQUIRED names {name}: there are {', '.join(sorted(known))}.", id="security.E001")
        for name in settings.SECOND_STEP_REQUIRED
        if name not in known
    ]
