"""The village's front door: home page and information pages."""

from .home import HomePage
from .information import InformationPage
from .search_entry import SearchEntry

__all__ = ["HomePage", "InformationPage", "SearchEntry"]
