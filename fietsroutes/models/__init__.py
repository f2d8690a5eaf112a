"""Routes and their stops."""

from .routes import RoutePage, RoutesPage
from .stops import Stop

__all__ = ["RoutePage", "RoutesPage", "Stop"]
