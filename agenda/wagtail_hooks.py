"""The agenda's places in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from .views.sources import CalendarSourceViewSet, source_progress, source_views
from .views.when import when_preview


@hooks.register("register_admin_viewset")
def calendar_sources() -> CalendarSourceViewSet:
    """Give the screens for the calendars of associations."""
    return source_views


@hooks.register("register_admin_urls")
def agenda_urls() -> list[URLPattern]:
    """Give the addresses that scripts ask for what residents will read, and for how far a look at a calendar is.

    Wagtail asks for a login before them.
    """
    return [
        path("agenda/when/", when_preview, name="agenda_when_preview"),
        path("agenda/bronnen/<int:pk>/stand/", source_progress, name="agenda_source_progress"),
    ]


@hooks.register("insert_editor_js")
def agenda_editor_script() -> SafeString:
    """Say the sentence while the editor types, and how far a calendar is."""
    scripts = [(static(f"js/{name}"),) for name in ("agenda-admin.js", "agenda-sources.js")]
    return format_html_join("\n", '<script type="module" src="{}"></script>', scripts)


@hooks.register("insert_global_admin_css")
def agenda_editor_style() -> SafeString:
    """Style the sentence in the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/agenda-admin.css"))
