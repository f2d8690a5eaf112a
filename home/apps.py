"""The village's front door."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, information pages, contact point, search."""

    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Say how a new village's pages are laid out, and keep what the search looks through."""
        from core.chores import after_release
        from villages.founding import register_front_door
        from villages.importing.founding import village_imported

        from . import receivers
        from .carrying import carry_pages
        from .layout import make_home, make_sections

        register_front_door(make_home, make_sections, carry_pages)
        receivers.connect()
        village_imported.connect(receivers.village_came, dispatch_uid="home.imported")
        # Another version after a change in how words are compared (home/searching/words.py).
        after_release("rebuild_search", "1")
