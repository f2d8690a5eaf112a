"""What comes in: copy from residents, the editors' inbox, the rhythm of an edition."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngezondenConfig(AppConfig):
    """Forms for residents, the inbox, and what is kept how long."""

    name = "ingezonden"
    verbose_name = _("Copy from residents")

    def ready(self) -> None:
        """Say what each role may do here, and tell senders when their copy appears."""
        from core.chores import every_night
        from villages.models import VillageRole
        from villages.roles import register_permissions

        from . import receivers

        role = VillageRole.Role
        register_permissions("ingezonden.add_submission", roles=(role.EDITOR, role.FINAL_EDITOR, role.ADMIN))
        register_permissions(
            "ingezonden.view_submission", "ingezonden.change_submission", roles=(role.FINAL_EDITOR, role.ADMIN)
        )
        register_permissions(
            *(f"ingezonden.{action}_association" for action in ("view", "add", "change", "delete")),
            roles=(role.FINAL_EDITOR, role.ADMIN),
        )
        receivers.connect()
        every_night("erase_old_copy")
        every_night("remind_associations", hour=8)
