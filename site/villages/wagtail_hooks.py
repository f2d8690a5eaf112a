"""The village's own screens in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views.neighbours import PERMISSION, neighbours, remove_neighbour


@hooks.register("register_admin_urls")
def village_urls() -> list[URLPattern]:
    """Give the addresses of the neighbours' screen; Wagtail asks for a login before them."""
    return [
        path("dorp/buren/", neighbours, name="village_neighbours"),
        path("dorp/buren/<int:neighbour>/weg/", remove_neighbour, name="village_neighbour_remove"),
    ]


class VillageMenuItem(MenuItem):
    """A screen about one village, for who may set it up; the platform's own admin has none."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this is a village's admin, and somebody who may."""
        village: Any = getattr(request, "village", None)
        return village is not None and request.user.has_perm(PERMISSION)  # type: ignore[union-attr]


@hooks.register("register_settings_menu_item")
def neighbours_menu_item() -> MenuItem:
    """Put the neighbouring villages among the settings."""
    return VillageMenuItem(
        _("Neighbouring villages"), reverse("village_neighbours"), name="neighbours", icon_name="group", order=750
    )
