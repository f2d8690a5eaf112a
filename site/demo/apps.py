"""The demo villages, made by the same builders as the tests'."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Builders and content of three fictional villages."""

    name = "demo"
