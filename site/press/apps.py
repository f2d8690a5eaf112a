"""Registers the press with Django; it has no models and its core imports no Django."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """The print shop."""

    name = "press"
    verbose_name = "Press"
