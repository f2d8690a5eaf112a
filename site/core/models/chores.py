"""When work that is not a visitor's was last done, and how that went."""

from django.db import models


class Chore(models.Model):
    """Regular work (a command every so often) or one-off work after an upgrade. Of the instance, not of a village."""

    name = models.CharField(max_length=100, primary_key=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    version = models.CharField(max_length=50, blank=True)

    class Meta:
        verbose_name = "chore"
        verbose_name_plural = "chores"

    def __str__(self) -> str:
        return self.name
