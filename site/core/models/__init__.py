"""The models that every village's content is made of."""

from .files import Audio, VillageDocument
from .images import VillageImage, VillageRendition
from .pages import Alternate, BasePage, OtherFormsMixin

__all__ = ["Alternate", "Audio", "BasePage", "OtherFormsMixin", "VillageDocument", "VillageImage", "VillageRendition"]
