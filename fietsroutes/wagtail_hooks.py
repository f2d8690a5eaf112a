"""The routes' places in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .views import track_preview


@hooks.register("register_admin_urls")
def route_urls() -> list[URLPattern]:
    """Give the address that measures a GPX before it is saved; Wagtail asks for a login before it."""
    return [path("fietsroutes/track/", track_preview, name="route_track_preview")]


@hooks.register("insert_editor_js")
def route_editor_script() -> SafeString:
    """Show a chosen GPX at once."""
    return format_html('<script type="module" src="{}"></script>', static("js/routes-admin/track-preview.js"))


@hooks.register("insert_global_admin_css")
def route_editor_style() -> SafeString:
    """Style the line in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/routes-admin.css"))
