"""The village newspaper."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DorpskrantConfig(AppConfig):
    """Newspaper, editions, articles and family notices."""

    name = "dorpskrant"
    verbose_name = _("Newspaper")
