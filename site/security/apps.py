"""Who gets in: guessing passwords is slow, and a password is half a login."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """Logging in, and what keeps others from doing so."""

    name = "security"
    verbose_name = _("Security")

    def ready(self) -> None:
        """Connect the receivers and register the checks."""
        from . import receivers, second_step

        receivers.connect()
        checks.register(second_step.required_roles_exist, "security")
