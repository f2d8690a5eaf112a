"""What kinds of things there are to do, and what they are called in addresses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """The kind of an event."""

    KIDS = "kids", _("Kids")
    SENIORS = "seniors", _("60+")
    SPORTS = "sports", _("Sports")
    MEETING = "meeting", _("Meeting people")
    CULTURE = "culture", _("Culture")
    COUNCIL = "council", _("Village council")


SLUGS = {
    "kids": "kinderen",
    "seniors": "60-plus",
    "sports": "sport",
    "meeting": "ontmoeten",
    "culture": "cultuur",
    "council": "dorpsraad",
}
_BY_NAME = {**{slug: value for value, slug in SLUGS.items()}, **{value: value for value in SLUGS}}


def category_named(name: str) -> str:
    """Give the kind for what stands in an address ("sport", or "sports" itself); "" for anything else."""
    return _BY_NAME.get(name, "")
