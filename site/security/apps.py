"""Who gets in: guessing passwords is slow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """Logging in, and what keeps others from doing so."""

    name = "security"
    verbose_name = _("Security")

    def ready(self) -> None:
        """Connect the receivers."""
        from . import receivers

        receivers.connect()
