"""The models that every village's content is made of."""

from .chores import Chore
from .files import Audio, VillageDocument
from .images import VillageImage, VillageRendition
from .pages import Alternate, BasePage, OtherFormsMixin

__all__ = [
    "Alternate",
    "Audio",
    "BasePage",
    "Chore",
    "OtherFormsMixin",
    "VillageDocument",
    "VillageImage",
    "VillageRendition",
]
