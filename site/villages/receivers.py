"""What must be forgotten when a village changes."""

from typing import Any

from django.apps import apps as real_apps
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from .addresses import forget
from .models import Village, VillageHost, VillageRole
from .scope import every_village, scoped


def connect() -> None:
    """Connect the receivers."""
    for model in (Site, Village, VillageHost, VillageRole):
        pre_save.connect(forget_village, sender=model, dispatch_uid=f"villages.saving.{model.__name__}")  # its old host
        post_save.connect(forget_village, sender=model, dispatch_uid=f"villages.saved.{model.__name__}")
        pre_delete.connect(forget_village, sender=model, dispatch_uid=f"villages.deleted.{model.__name__}")
    m2m_changed.connect(forget_village, sender=Village.locales.through, dispatch_uid="villages.locales")
    post_migrate.connect(grant_after_migrate, dispatch_uid="villages.grant_roles")
    post_save.connect(forget_home, dispatch_uid="villages.home_saved")
    post_delete.connect(forget_home, dispatch_uid="villages.home_deleted")


def grant_after_migrate(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give the roles what apps have registered, when the last app's permissions have been made.

    A database that is prepared beside the one in use, for a backup to be put back in, brings its own.
    """
    if using != DEFAULT_DB_ALIAS:
        return
    # `migrate` sends its signal for apps that have models, and for no other.
    last = [config.label for config in real_apps.get_app_configs() if config.models_module is not None][-1]
    if sender.label == last and real_apps.ready:
        from .roles import grant_all_villages

        grant_all_villages()


def forget_village(instance: Model, **kwargs: Any) -> None:
    """Forget the addresses of the village that a changed row belongs to."""
    with every_village():
        if isinstance(instance, Site):
            village = Village.objects.filter(pk=instance.pk).first()
        elif isinstance(instance, Village):
            village = instance
        else:
            village = getattr(instance, "village", None)
        if village is not None and Site.objects.filter(pk=village.pk, village__isnull=False).exists():
            forget(village)
            _forget_root_paths(village)


def forget_home(instance: Model, **kwargs: Any) -> None:
    """Forget the addresses of a village whose home page (in any language) changed place or name."""
    if not isinstance(instance, Page) or instance.depth != 2:
        return
    with every_village():
        homes = Page.objects.filter(translation_key=instance.translation_key).values("pk")
        for village in Village.objects.filter(site__root_page__in=homes):
            forget(village)
            _forget_root_paths(village)


def _forget_root_paths(village: Village) -> None:
    """Wagtail clears its list of root paths under the key of the village that saves; this does it for the one that is meant."""
    with scoped(village.scope()):
        cache.delete(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION)
