"""The front door's own places in the admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views.styleguide import PERMISSION


class StyleGuideMenuItem(MenuItem):
    """The style guide, for who may set up a village and for the keeper of the platform."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this is somebody who may see it."""
        return request.user.has_perm(PERMISSION)  # type: ignore[union-attr]


@hooks.register("register_settings_menu_item")
def styleguide_menu_item() -> MenuItem:
    """Put the style guide last among the settings."""
    return StyleGuideMenuItem(_("Style guide"), reverse("styleguide"), name="stijlgids", icon_name="view", order=9000)
