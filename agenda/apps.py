"""The agenda: events, series, occurrences, calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Connects the receivers that keep the occurrences true."""

    name = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """Connect the receivers, and say who may do what and what kinds addresses ask for."""
        from core.chores import after_release, every, every_night
        from villages.importing.founding import village_imported
        from villages.page_keys import register_parameter

        from . import permissions, receivers
        from .categories import SLUGS

        register_parameter("soort", SLUGS.values())
        receivers.connect()
        village_imported.connect(receivers.village_came, dispatch_uid="agenda.imported")
        permissions.register()
        every("import_calendars", minutes=60)
        every_night("rebuild_occurrences")
        after_release("rebuild_occurrences", "1")
