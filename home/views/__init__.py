"""The views that are no pages: search, the platform's index, the style guide, robots.txt."""

from .platform import platform_index
from .robots import robots
from .search import search
from .serving import serve
from .styleguide import styleguide

__all__ = ["platform_index", "robots", "search", "serve", "styleguide"]
