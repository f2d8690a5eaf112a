"""What kinds of things there are to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """The kind of an event; its value stands in addresses."""

    KIDS = "kids", _("Kids")
    SENIORS = "seniors", _("60+")
    SPORTS = "sports", _("Sports")
    MEETING = "meeting", _("Meeting people")
    CULTURE = "culture", _("Culture")
    COUNCIL = "council", _("Village council")
