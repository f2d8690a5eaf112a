"""What the keeper should hear before the server starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .models.map_settings import origin_of


@register()
def tiles_come_from_a_map_server(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Say so where ROUTE_TILES_URL is set and no address of map tiles."""
    try:
        if settings.ROUTE_TILES_URL:
            origin_of(settings.ROUTE_TILES_URL)
    except ValueError:
        hint = "Write it like https://kaart.example.be/{z}/{x}/{y}.png, or leave it empty."
        return [Error("ROUTE_TILES_URL is no address of map tiles.", hint=hint, id="fietsroutes.E001")]
    return []
