"""What a database holds, table by table, in a form that is the same whichever database holds it."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections
from django.db.models import FileField, Model

# Derived, and another table in another database: made anew after a restore.
DERIVED = ("wagtailsearch",)
CHUNK = 500
Inventory = dict[str, dict[str, Any]]


def tables() -> list[type[Model]]:
    """Give every model with a table of its own that holds what cannot be made anew, by name."""
    found = apps.get_models(include_auto_created=True)
    own = [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in DERIVED
    ]
    return sorted(own, key=lambda model: model._meta.label)


def inventory(using: str) -> Inventory:
    """Count the rows of each table and add up their checksums; their order does not matter.

    Tables that an older version did not have yet are left out.
    """
    there = set(connections[using].introspection.table_names())
    return {model._meta.label: _of(model, using) for model in tables() if model._meta.db_table in there}


def _of(model: type[Model], using: str) -> dict[str, Any]:
    there = _columns(model, using)
    fields = [field for field in model._meta.local_concrete_fields if field.column in there]
    count = total = 0
    for row in rows(model, fields, using):
        values = [_plain(field, value) for field, value in zip(fields, row, strict=True)]
        text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest())
        count += 1
    return {"rows": count, "sum": f"{total % 2**256:064x}", "columns": [field.column for field in fields]}


def _columns(model: type[Model], using: str) -> set[str]:
    connection = connections[using]
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


def rows(model: type[Model], fields: list[Any], using: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a model's own table, as Python values."""
    names = [field.attname for field in fields]
    found = model._base_manager.using(using).order_by()
    yield from found.values_list(*names).iterator(chunk_size=CHUNK)


def _plain(field: Any, value: Any) -> Any:
    """Give a value as every database gives it back."""
    if value is None or isinstance(value, bool | int):
        return value
    if field.get_internal_type() == "JSONField":
        raw = field.get_prep_value(value) if not isinstance(value, dict | list | str) else value
        if isinstance(raw, str):
            try:
                raw = json.loads(raw)
            except ValueError:
                return raw
        return raw
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, float):
        return repr(value)
    return str(value)


def named_files(using: str) -> set[str]:
    """Give the names of all uploads that rows name."""
    found: set[str] = set()
    there = set(connections[using].introspection.table_names())
    for model in tables():
        if model._meta.db_table not in there:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names = model._base_manager.using(using).order_by().values_list(field.attname, flat=True)
                found.update(str(name) for name in names.iterator() if name)
    return found


def differences(expected: Inventory, found: Inventory) -> list[str]:
    """Say which tables are not what they should be."""
    wrong = []
    for label, known in expected.items():
        now = found.get(label)
        if now is None:
            wrong.append(f"{label} is missing")
        elif now["rows"] != known["rows"]:
            wrong.append(f"{label} has {now['rows']} rows instead of {known['rows']}")
        elif now["sum"] != known["sum"]:
            wrong.append(f"{label} holds other values")
    return wrong
