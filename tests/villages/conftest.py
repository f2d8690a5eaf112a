"""What the tests of villages share: every row of a village, to compare."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core import serializers

from villages.models import Village
from villages.scope import owner_of, scoped


def _rows_of(village: Village) -> dict[str, str]:
    with scoped(village.scope()):
        return {
            model._meta.label: serializers.serialize("json", sorted(_own(model), key=lambda row: str(row.pk)))
            for model in apps.get_models()
            if owner_of(model) is not None
        }


def _own(model):
    visible = model._default_manager.all()
    if model._meta.label in {"wagtailcore.Page", "wagtailcore.Collection"}:
        visible = visible.exclude(depth=1)  # the roots of the trees are everybody's
    return list(visible)


@pytest.fixture
def rows_of() -> Callable[[Village], dict[str, str]]:
    """Give every row that belongs to a village, by model, as JSON."""
    return _rows_of
