"""Logging in belongs to the village."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from .models import User
from .scope import current_village


def known_name(typed: str) -> str:
    """Give the user name of somebody here who wrote her e-mail address; otherwise what was typed."""
    if "@" not in typed or User.objects.filter(username=typed).exists():
        return typed
    names = User.objects.filter(email__iexact=typed.strip(), is_active=True).values_list("username", flat=True)
    return names[0] if len(names) == 1 else typed


class VillageBackend(ModelBackend):
    """Members log in at their village's host, superusers at the platform's; on another host they do not exist.

    A user name or an e-mail address will do: who comes a few times a month remembers the address.
    """

    def authenticate(  # type: ignore[override]  # the stubs of ModelBackend say so too
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Give the user, if name (or address) and password are right."""
        if username:
            username = known_name(username)
        return super().authenticate(request, username=username, password=password, **kwargs)

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether this user may be here, now."""
        if not isinstance(user, User) or not super().user_can_authenticate(user):
            return False
        if user.access_until and user.access_until < timezone.localdate():
            return False
        return bool(user.is_superuser) == (current_village() is None)
