"""The views that are no pages: search, the platform's index, robots.txt."""

from .platform import platform_index
from .robots import robots
from .search import search
from .serving import serve

__all__ = ["platform_index", "robots", "search", "serve"]
