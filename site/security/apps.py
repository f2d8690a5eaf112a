"""Who gets in: guesses are counted, a password is half a login, and a log says who did what."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """Logging in, and what keeps others from doing so."""

    name = "security"
    verbose_name = _("Security")

    def ready(self) -> None:
        """Connect the receivers, register the checks, and have what is old forgotten every night."""
        from core.chores import every_night
        from villages.roles import Role, register_permissions

        from . import receivers, second_step

        receivers.connect()
        register_permissions("security.view_logrow", roles=(Role.FINAL_EDITOR, Role.ADMIN))
        checks.register(second_step.required_roles_exist, "security")
        every_night("forget_log")
