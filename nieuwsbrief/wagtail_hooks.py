"""The newsletter's place in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import admin


@hooks.register("register_admin_urls")
def newsletter_urls() -> list[URLPattern]:
    """Give the newsletter's addresses; Wagtail asks for a login before them."""
    return [
        path("nieuwsbrief/", admin.newsletter, name="nieuwsbrief_admin"),
        path("nieuwsbrief/<int:pk>/verzenden/", admin.send_edition, name="nieuwsbrief_send"),
        path("nieuwsbrief/<int:pk>/voorbeeld/", admin.preview, name="nieuwsbrief_preview"),
    ]


class NewsletterMenuItem(MenuItem):
    """The newsletter in the menu, for who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it at a village, to final editors and admins."""
        return getattr(request, "village", None) is not None and request.user.has_perm("nieuwsbrief.view_mailing")  # type: ignore[union-attr]


@hooks.register("register_admin_menu_item")
def newsletter_menu_item() -> MenuItem:
    """Put the newsletter below the inbox."""
    return NewsletterMenuItem(
        _("Newsletter"), reverse("nieuwsbrief_admin"), name="nieuwsbrief", icon_name="mail", order=260
    )
