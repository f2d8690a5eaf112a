"""New numbers for the rows of an archive: given out before anything is written, so that rows may point at each other."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Max, Model

from .reading import ImportRefusedError


def root_of(model: type[Model]) -> type[Model]:
    """Give the model whose numbers a model's rows go by: a page's, for an article; the site's, for a village."""
    while model._meta.pk.is_relation:
        related: Any = model._meta.pk.related_model
        model = related
    return model._meta.concrete_model or model


def reserve(model: type[Model], count: int) -> list[int]:
    """Take primary keys that no row has and none will get, in rising order."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
            )
            return sorted(number for (number,) in cursor.fetchall())
        # Nobody else writes in this transaction (IMMEDIATE), and SQLite never gives out a number twice.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        given = cursor.fetchone()
    highest = model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0
    first = max(highest, given[0] if given else 0) + 1
    return list(range(first, first + count))


class Numbers:
    """Which row of this instance a row of the archive becomes."""

    def __init__(self) -> None:
        self._new: dict[type[Model], dict[Any, Any]] = {}

    def give(self, model: type[Model], olds: Iterable[Any]) -> None:
        """Give each of these rows of a model a new number, in the same order.

        Raises:
            ImportRefusedError: a number is none, or comes twice.
        """
        ordered = list(olds)
        if not all(type(old) is int and old > 0 for old in ordered) or len(set(ordered)) < len(ordered):
            raise ImportRefusedError(f"The rows of {model._meta.label} are numbered wrongly.")
        ordered.sort()
        self._new[model] = dict(zip(ordered, reserve(model, len(ordered)), strict=True))

    def put(self, model: type[Model], old: Any, new: Any) -> None:
        """Say which row one becomes that is here already, or that is known by something else than a number."""
        self._new.setdefault(model, {})[old] = new

    def known(self, model: type[Model], old: Any) -> Any:
        """Give the new number of a row, or None where the archive has no such row."""
        try:
            return self._new.get(root_of(model), {}).get(old)
        except TypeError:  # what stands there can't be a number
            return None

    def all(self, model: type[Model]) -> dict[Any, Any]:
        """Give all of a model's numbers, old and new."""
        return self._new.get(model, {})
