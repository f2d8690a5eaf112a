"""Routes, their stops, and the map under them."""

from .map_settings import BaseMap, RouteMapSettings
from .routes import RoutePage, RoutesPage
from .stops import Stop

__all__ = ["BaseMap", "RouteMapSettings", "RoutePage", "RoutesPage", "Stop"]
