"""Welcome cycling routes: track, stops, audio."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FietsroutesConfig(AppConfig):
    """Routes and their stops."""

    name = "fietsroutes"
    verbose_name = _("Cycling routes")

    def ready(self) -> None:
        """Have the keeper's settings checked, and let village admins choose the map."""
        from villages.models import VillageRole
        from villages.roles import register_permissions

        from . import checks  # noqa: F401

        register_permissions("fietsroutes.change_routemapsettings", roles=(VillageRole.Role.ADMIN,))
