"""System checks: no model without an answer to "whose is it?", no way round the wall."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks

from .ownership import OWNERS, SHARED
from .scope import ScopedManager, owner_of


def register() -> None:
    """Register the checks with Django."""
    checks.register(every_model_is_declared, "villages")


def every_model_is_declared(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find models that are in neither table, and managers of owned models that see over the wall."""
    return [*_undeclared(), *_unscoped()]


def _undeclared() -> Iterator[checks.CheckMessage]:
    for model in apps.get_models():
        label = model._meta.label
        if owner_of(model) is None and label not in SHARED:
            yield checks.Error(
                f"Nobody has said to which village a {label} belongs.",
                hint="Add it to OWNERS or to SHARED in villages/ownership.py.",
                id="villages.E001",
            )
        if owner_of(model) is not None and label in SHARED:
            yield checks.Error(f"{label} is both owned and shared.", id="villages.E003")


def _unscoped() -> Iterator[checks.CheckMessage]:
    for model in apps.get_models():
        for manager in model._meta.managers if owner_of(model) else ():
            if not isinstance(manager, ScopedManager):
                yield checks.Error(f"{model._meta.label}.{manager.name} sees all villages.", id="villages.E002")
    for label in OWNERS:
        if not apps.is_installed(_app_of(label)):
            continue
        try:
            apps.get_model(label)
        except LookupError:
            yield checks.Error(f"OWNERS names {label}, which does not exist.", id="villages.E004")


def _app_of(label: str) -> str:
    app_label = label.split(".")[0]
    return next((config.name for config in apps.get_app_configs() if config.label == app_label), "")
