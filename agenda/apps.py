"""The agenda: events, series, occurrences, calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Connects the receivers that keep the occurrences true."""

    name = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """Connect the receivers, and say who may do what."""
        from . import permissions, receivers

        receivers.connect()
        permissions.register()
