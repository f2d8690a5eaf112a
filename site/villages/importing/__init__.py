"""Founding a village from an archive of one: the same pages, files, people and rows, in places of its own."""

from .founding import Founded, import_village
from .reading import ImportRefusedError

__all__ = ["Founded", "ImportRefusedError", "import_village"]
