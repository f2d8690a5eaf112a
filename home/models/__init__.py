"""The village's front door: home page and information pages."""

from .home import HomePage
from .information import InformationPage

__all__ = ["HomePage", "InformationPage"]
