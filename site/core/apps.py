"""What every page is made of."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Base page, content blocks, images, documents and audio."""

    name = "core"
    verbose_name = _("Building blocks")

    def ready(self) -> None:
        """Register the choosers, have them begin without a script in the page, and keep trees and search quick for many."""
        from . import snippets  # noqa: F401
        from .admin_scripts import begin_choosers_by_data
        from .chores import every_night
        from .explorable import leave_the_root_out
        from .title_norms import leave_title_norms_to_rebuilding
        from .tree_indexes import make_indexes
        from .tree_paths import use_ranges
        from .work_mail import mail_after_commit

        use_ranges()
        leave_the_root_out()
        leave_title_norms_to_rebuilding()
        post_migrate.connect(make_indexes, sender=self, dispatch_uid="core.tree_indexes")
        begin_choosers_by_data()
        mail_after_commit()
        if settings.BACKUP_TO:
            every_night("backup", hour=2)
        every_night("clearsessions")
        every_night("forget_tasks")
        every_night("tidy_uploads", hour=4)
