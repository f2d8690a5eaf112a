"""What every page is made of."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Base page, content blocks, images, documents and audio."""

    name = "core"
    verbose_name = _("Building blocks")

    def ready(self) -> None:
        """Register the choosers, and have them begin without a script in the page."""
        from . import snippets  # noqa: F401
        from .admin_scripts import begin_choosers_by_data
        from .chores import every_night

        begin_choosers_by_data()
        if settings.BACKUP_TO:
            every_night("backup", hour=2)
        every_night("clearsessions")
        every_night("forget_tasks")
        every_night("tidy_uploads", hour=4)
