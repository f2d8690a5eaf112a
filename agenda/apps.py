"""The agenda: events, series, occurrences, calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Connects the receivers that keep the occurrences true."""

    name = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """Connect the receivers."""
        from . import receivers

        receivers.connect()
