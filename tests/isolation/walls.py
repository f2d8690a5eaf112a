"""What a village's rows are, so that two moments can be compared; and which rows point over the wall."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models

from villages.scope import owner_of, scoped

from .world import Furnished, owned_models

ON_PURPOSE = {"villages.Neighbour.neighbour"}  # what a village chooses out of all villages
WRITES = ("INSERT", "UPDATE", "DELETE")


def everything_of(village: Furnished, tables: set[str] | None = None) -> dict[str, Any]:
    """Give all rows of a village by table (of these tables, or of all), and its files with a checksum each."""
    found: dict[str, Any] = {"files": files_of(village)}
    with scoped(village.village.scope()):
        for table, rows in _rows_of().items():
            if tables is None or table in tables:
                found[table] = sorted(rows(), key=repr)
    return found


def _rows_of() -> dict[str, Callable[[], Any]]:
    """Say for each owned table, those of subclasses and those between them, how the visible rows are read."""
    found: dict[str, Callable[[], Any]] = {}
    for owned in owned_models():
        for model in (owned, *_children(owned)):
            columns = [column.attname for column in model._meta.local_concrete_fields]
            found[model._meta.db_table] = partial(model._default_manager.values_list, *columns)
            for between in model._meta.local_many_to_many:
                through: Any = between.remote_field.through  # type: ignore[union-attr]
                if through._meta.auto_created:
                    found[through._meta.db_table] = partial(_between, through, between, model)
    return found


def _between(through: Any, field: Any, model: type[models.Model]) -> Any:
    visible = model._default_manager.order_by().values("pk")
    return through._base_manager.filter(**{f"{field.m2m_field_name()}__in": visible}).values_list()


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Name the tables in which something changed, of those that were read again."""
    return sorted(table for table in after if before.get(table) != after[table])


def _children(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for child in model.__subclasses__():
        if not child._meta.abstract and not child._meta.proxy:
            yield child
        yield from _children(child)


def files_of(village: Furnished) -> list[tuple[str, str]]:
    """Give the village's stored files with a checksum each."""
    folders = {Path(str(name)).parts[1] for name in _file_names(village)}
    found = []
    for folder in folders:
        for place, _, names in os.walk(Path(settings.MEDIA_ROOT) / "v" / folder):
            for name in names:
                path = Path(place) / name
                found.append((str(path), hashlib.sha256(path.read_bytes()).hexdigest()))
    return sorted(found)


def _file_names(village: Furnished) -> list[str]:
    from core.models import VillageImage

    names = VillageImage._base_manager.filter(pk__in=village.rows["core.VillageImage"])
    return [image.file.name for image in names]


def crossings(village: Furnished, tables: set[str]) -> list[str]:
    """Name the foreign keys in these tables by which a row of this village points at an owned row that is not the village's."""
    found = []
    with scoped(village.village.scope()):
        for model in [*owned_models(), *(child for owned in owned_models() for child in _children(owned))]:
            for column in model._meta.local_concrete_fields if model._meta.db_table in tables else ():
                target: Any = column.related_model
                if not column.is_relation or target is None or owner_of(target) is None:
                    continue
                known = target._default_manager.order_by().values(column.target_field.attname)
                foreign = model._default_manager.exclude(**{column.attname: None}).exclude(
                    **{f"{column.attname}__in": known}
                )
                name = f"{model._meta.label}.{column.name}"
                if name not in ON_PURPOSE and foreign.exists():
                    found.append(name)
    return found


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Give the tables that were written to within the block."""
    seen: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            seen.add(sql.split('"')[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen
