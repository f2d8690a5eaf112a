"""What makes one instance many villages. The first of INSTALLED_APPS: it scopes each model's managers as the model is made."""

from django.apps import AppConfig
from django.db.models.signals import class_prepared
from django.utils.translation import gettext_lazy as _

from .scope import scope_managers

class_prepared.connect(scope_managers, dispatch_uid="villages.scope_managers")


class VillagesConfig(AppConfig):
    """The villages of this instance, and the walls between them."""

    name = "villages"
    verbose_name = _("Villages")

    def ready(self) -> None:
        """Connect checks and receivers, and give mail the village's own addresses."""
        from core.chores import every, every_night

        from . import admin_addresses, changes, checks, receivers
        from .collections import keep_places
        from .translating import following

        keep_places()
        receivers.connect()
        changes.connect()
        following.connect()
        admin_addresses.use_village_addresses()
        checks.register()
        every("publish_scheduled", minutes=5)
        every_night("forget_invitations")
