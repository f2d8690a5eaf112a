"""The village newspaper."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DorpskrantConfig(AppConfig):
    """Newspaper, editions, articles and family notices."""

    name = "dorpskrant"
    verbose_name = _("Newspaper")

    def ready(self) -> None:
        """Have consent followed everywhere, in the pages and in the files, printed editions stand as they are, and the papers
        of a removed village thrown away."""
        from core.chores import every_night
        from villages.models import VillageRole
        from villages.removing import village_removed
        from villages.roles import register_permissions
        from villages.views.media import register_guard

        from . import consent, freezing, shelf

        village_removed.connect(shelf.empty, dispatch_uid="dorpskrant.empty_shelf")

        role = VillageRole.Role
        register_permissions(
            *(f"dorpskrant.{action}_scannededition" for action in ("view", "add", "change", "delete")),
            roles=(role.FINAL_EDITOR, role.ADMIN),
        )
        consent.connect()
        freezing.connect()
        every_night("tidy_papers")
        register_guard(consent.portrait_guard)
