"""The newspaper and the agenda by e-mail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NieuwsbriefConfig(AppConfig):
    """Subscribing, sending, and never twice."""

    name = "nieuwsbrief"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Say who may see and send what goes out."""
        from core.chores import every
        from villages.models import VillageRole
        from villages.roles import register_permissions

        role = VillageRole.Role
        register_permissions(
            "nieuwsbrief.view_mailing", "nieuwsbrief.add_mailing", roles=(role.FINAL_EDITOR, role.ADMIN)
        )
        every("send_newsletters", minutes=60)
