"""How many times a network has asked for something: nothing in it says which network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class NetworkCount(models.Model):
    """One network's count of one action in one window of time (see `ingezonden.networks`)."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)  # a keyed hash of action, window and network
    number = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of a network")
        verbose_name_plural = _("counts of networks")
        constraints = [models.UniqueConstraint(fields=["site", "key"], name="one_count_per_network")]

    def __str__(self) -> str:
        return f"{self.number}"
