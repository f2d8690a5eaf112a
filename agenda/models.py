"""Skeleton, superseded by the package of the same name."""
from django.db import models
from core.models import BasePage
class AgendaPage(BasePage):
    parent_page_types = ["home.HomePage"]
class EventPage(BasePage):
    parent_page_types = ["agenda.AgendaPage"]
class OccurrenceQuerySet(models.QuerySet):
    def upcoming(self, page, now):
        return self.filter(event__path__startswith=page.path, ends_at__gte=now).select_related("event").order_by("starts_at")
class Occurrence(models.Model):
    event = models.ForeignKey(EventPage, models.CASCADE, related_name="occurrences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    objects = OccurrenceQuerySet.as_manager()
class OccurrenceChange(models.Model):
    event = models.ForeignKey(EventPage, models.CASCADE, related_name="changes")
