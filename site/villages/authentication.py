"""Logging in belongs to the village."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from .models import User
from .scope import current_village


class VillageBackend(ModelBackend):
    """Members log in at their village's host, superusers at the platform's; on another host they do not exist."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether this user may be here, now."""
        if not isinstance(user, User) or not super().user_can_authenticate(user):
            return False
        if user.access_until and user.access_until < timezone.localdate():
            return False
        return bool(user.is_superuser) == (current_village() is None)
