"""The agenda's places in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .views.sources import CalendarSourceViewSet, source_views
from .views.when import when_preview


@hooks.register("register_admin_viewset")
def calendar_sources() -> CalendarSourceViewSet:
    """Give the screens for the calendars of associations."""
    return source_views


@hooks.register("register_admin_urls")
def agenda_urls() -> list[URLPattern]:
    """Give the address that says what residents will read; Wagtail asks for a login before it."""
    return [path("agenda/when/", when_preview, name="agenda_when_preview")]


@hooks.register("insert_editor_js")
def agenda_editor_script() -> SafeString:
    """Say the sentence while the editor types."""
    return format_html('<script type="module" src="{}"></script>', static("js/agenda-admin.js"))


@hooks.register("insert_global_admin_css")
def agenda_editor_style() -> SafeString:
    """Style the sentence in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/agenda-admin.css"))
