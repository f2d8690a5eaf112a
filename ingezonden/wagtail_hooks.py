"""The inbox's places in the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .first_screen import FirstScreenPanel
from .models import Submission
from .views import inbox, on_behalf, rhythm


@hooks.register("register_admin_urls")
def inbox_urls() -> list[URLPattern]:
    """Give the inbox's addresses; Wagtail asks for a login before them."""
    return [
        path("ingezonden/", inbox.inbox, name="ingezonden_inbox"),
        path("ingezonden/<int:pk>/", inbox.submission, name="ingezonden_submission"),
        path("ingezonden/<int:pk>/overnemen/", inbox.take_submission, name="ingezonden_take"),
        path("ingezonden/<int:pk>/weigeren/", inbox.refuse_submission, name="ingezonden_refuse"),
        path("ingezonden/foto/<int:pk>/", inbox.photo, name="ingezonden_photo"),
        path("ingezonden/editie/<int:pk>/", rhythm.before_print, name="ingezonden_before_print"),
        path("ingezonden/editie/<int:pk>/gedrukt/", rhythm.mark_printed, name="ingezonden_mark_printed"),
        path("ingezonden/namens/<slug:kind>/", on_behalf.on_behalf, name="ingezonden_on_behalf"),
    ]


class InboxMenuItem(MenuItem):
    """The inbox in the menu, with how much waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may read what came in."""
        return getattr(request, "village", None) is not None and inbox.may_see_inbox(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """Give the item with its count."""
        waiting = Submission.objects.waiting().count()
        label = _now("Inbox (%(number)d)") % {"number": waiting} if waiting else _now("Inbox")
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


@hooks.register("register_admin_menu_item")
def inbox_menu_item() -> MenuItem:
    """Put the inbox high in the menu."""
    return InboxMenuItem(_("Inbox"), reverse("ingezonden_inbox"), name="ingezonden", icon_name="mail", order=150)


@hooks.register("insert_global_admin_css")
def inbox_style() -> SafeString:
    """Style the inbox and the consent rows."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/inbox-admin.css"))


@hooks.register("construct_homepage_panels")
def first_screen(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with how the next edition stands; the platform's own admin has none."""
    if getattr(request, "village", None) is not None:
        panels.insert(0, FirstScreenPanel())


@hooks.register("construct_homepage_summary_items", order=1000)  # after those that put them there
def no_figures(request: HttpRequest, items: list[Any]) -> None:
    """Leave out the counts of pages and files: nobody can do anything with them."""
    if getattr(request, "village", None) is not None:
        items.clear()


@hooks.register("register_admin_viewset")
def associations() -> Any:
    """Put the associations in the menu."""
    return rhythm.associations
