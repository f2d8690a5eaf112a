"""What comes in: copy from residents, the editors' inbox, the rhythm of an edition."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngezondenConfig(AppConfig):
    """Forms for residents, the inbox, and what is kept how long."""

    name = "ingezonden"
    verbose_name = _("Copy from residents")
