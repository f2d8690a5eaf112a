"""The routes' places in the admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks

from .recording_views import keep_recording, recording
from .views import track_preview


@hooks.register("register_admin_urls")
def route_urls() -> list[URLPattern]:
    """Give the addresses that the form of a route asks; Wagtail asks for a login before each."""
    return [
        path("fietsroutes/track/", track_preview, name="route_track_preview"),
        path("fietsroutes/opname/", keep_recording, name="route_keep_recording"),
        path("fietsroutes/opname/<int:audio_id>/", recording, name="route_recording"),
    ]


@hooks.register("insert_editor_js")
def route_editor_script() -> SafeString:
    """Show a chosen GPX at once, put the stops on a map, and let an editor record."""
    scripts = ("track-preview", "stops-map", "recorder")
    return format_html_join(
        "", '<script type="module" src="{}"></script>', ((static(f"js/routes-admin/{name}.js"),) for name in scripts)
    )


@hooks.register("insert_global_admin_css")
def route_editor_style() -> SafeString:
    """Style the line in the editor."""
    sheets = ("vendor/leaflet/leaflet.css", "css/routes-admin.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(name),) for name in sheets))
