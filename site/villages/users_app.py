"""Wagtail's users app, with the village's own screens."""

from wagtail.users.apps import WagtailUsersAppConfig


class VillageUsersConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS in place of `wagtail.users`."""

    user_viewset = "villages.views.users.VillageUserViewSet"
