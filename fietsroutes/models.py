"""Skeleton, superseded by the package of the same name."""
from django.db import models
from core.models import BasePage
class RoutesPage(BasePage):
    parent_page_types = ["home.HomePage"]
class RoutePage(BasePage):
    parent_page_types = ["fietsroutes.RoutesPage"]
class Stop(models.Model):
    page = models.ForeignKey(RoutePage, models.CASCADE, related_name="stops")
