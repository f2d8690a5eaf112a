"""Addresses of a village's host that belong to no page."""

from django.urls import path

from .tiles import tile

urlpatterns = [path("kaart/<int:zoom>/<int:column>/<int:row>", tile, name="route_tile")]
