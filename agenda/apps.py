"""The agenda: events, their rules, and the occurrences that follow from them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    """Events and when they take place."""

    name = "agenda"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """Keep occurrences in step with what is published."""
        from agenda import receivers  # noqa: F401  (connects by being imported)
