"""Logging in belongs to the village."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from .models import User
from .scope import current_village


class VillageBackend(ModelBackend):
    """Members log in at their village's host, superusers at the platform's; on another host they do not exist.

    A user name or an e-mail address will do: who comes a few times a month remembers the address.
    """

    def authenticate(  # type: ignore[override]  # the stubs of ModelBackend say so too
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """Give the user, if name (or address) and password are right."""
        if username and "@" in username and not User.objects.filter(username=username).exists():
            names = User.objects.filter(email__iexact=username.strip(), is_active=True).values_list(
                "username", flat=True
            )
            username = names[0] if len(names) == 1 else username
        return super().authenticate(request, username=username, password=password, **kwargs)

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether this user may be here, now."""
        if not isinstance(user, User) or not super().user_can_authenticate(user):
            return False
        if user.access_until and user.access_until < timezone.localdate():
            return False
        return bool(user.is_superuser) == (current_village() is None)
