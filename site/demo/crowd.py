"""Many villages quickly, for measuring: the rows of one village, copied row by row under new numbers.

Founding a village the real way takes a few tenths of a second; copying one takes a few milliseconds. Copied are pages, files'
rows, people, groups, permissions and settings; revisions, log entries and other history are not.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from wagtail.models import Collection, Page

from villages.models import Village
from villages.ownership import OWNERS
from villages.scope import scoped

STEP = 1_000_000  # between the numbers of a row and of its next copy
LEFT_OUT = {
    "wagtailcore.Locale",  # one row per language for everybody
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.WorkflowState",
    "wagtailcore.TaskState",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "taggit.Tag",
    "taggit.TaggedItem",
}
Change = Callable[[Any, int], Any]


def copy_village(village: Village, count: int) -> None:
    """Add `count` copies of a village, at hosts `kopie-1.localhost` and on; all in one transaction."""
    with transaction.atomic():
        originals = {model: _rows(village, model) for model in _models()}
        for model, rows in originals.items():
            if not rows:
                continue
            names = list(rows[0])
            changes = _changes(model, village, set(originals))
            copies = [
                tuple(_adapt(changes[name](row[name], number)) for name in names)
                for number in range(1, count + 1)
                for row in rows
            ]
            _insert(model, names, copies)
        for tree in (Page, Collection):
            root = tree.get_first_root_node()
            tree._base_manager.filter(pk=root.pk).update(numchild=_children(tree, root))
        _mend_sequences([*originals])


def _children(tree: Any, root: Any) -> int:
    return tree._base_manager.filter(path__startswith=root.path, depth=root.depth + 1).count()


def _models() -> Iterator[type[models.Model]]:
    """Owned models, what inherits from them, and the tables between them; a table never comes before what it points at."""
    for label in OWNERS:
        if label in LEFT_OUT or label.split(".")[0] not in {config.label for config in apps.get_app_configs()}:
            continue
        for model in _with_children(apps.get_model(label)):
            yield model
            for between in model._meta.local_many_to_many:
                through: Any = between.remote_field.through  # type: ignore[union-attr]
                if through._meta.auto_created:
                    yield through


def _with_children(model: type[models.Model]) -> Iterator[type[models.Model]]:
    if not model._meta.abstract and not model._meta.proxy:
        yield model
    for child in model.__subclasses__():
        yield from _with_children(child)


def _rows(village: Village, model: type[models.Model]) -> list[dict[str, Any]]:
    """Read the village's rows of a table as they are stored, without the roots of trees that all villages share."""
    with scoped(village.scope()):
        between: Any = model._meta.auto_created
        if between:
            source = next(column for column in model._meta.fields if column.related_model is between)
            owned = between._default_manager.order_by().values("pk")
            rows = model._base_manager.filter(**{f"{source.name}__in": owned})
        else:
            rows = model._default_manager.order_by("pk")
        if issubclass(model, Page | Collection):
            rows = rows.filter(depth__gt=1)
        columns = [str(column.column) for column in model._meta.local_concrete_fields]
        numbers = list(rows.values_list("pk", flat=True))
    if not numbers:
        return []
    with connection.cursor() as cursor:
        quote = connection.ops.quote_name
        marks = ", ".join(["%s"] * len(numbers))
        key = quote(str(model._meta.pk.column))
        names = ", ".join(map(quote, columns))
        cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)} WHERE {key} IN ({marks})", numbers)  # noqa: S608
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _changes(model: type[models.Model], village: Village, copied: set[type[models.Model]]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for column in model._meta.local_concrete_fields:
        target: Any = column.related_model
        change: Change
        if target is not None and column.is_relation:
            change = _shift if target in copied else _nothing if _left_out(target) else _keep
        elif column.primary_key or column.name == "object_id":
            change = _shift
        elif column.name in ("path", "url_path"):
            change = _under_a_new_root(village, model, column.name)
        elif column.name == "translation_key":
            change = _new_key
        elif column.unique:
            change = _new_name
        elif column.name == "slug" and model is Page:
            change = _new_top(village)
        else:
            change = _keep
        found[str(column.column)] = change
    if model._meta.label == "wagtailcore.Site":
        found["hostname"] = lambda value, number: f"kopie-{number}.localhost"
        found["is_default_site"] = lambda value, number: False
    return found


def _left_out(target: type[models.Model]) -> bool:
    return target._meta.label in LEFT_OUT - {"wagtailcore.Locale"}


def _keep(value: Any, number: int) -> Any:
    return value


def _nothing(value: Any, number: int) -> Any:
    return None


def _shift(value: Any, number: int) -> Any:
    if isinstance(value, int):
        return value + number * STEP
    if isinstance(value, str) and value.isdigit():
        return str(int(value) + number * STEP)
    return _new_key(value, number) if value is not None else None


def _new_key(value: Any, number: int) -> Any:
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{uuid.UUID(str(value))}/{number}")
    return key if isinstance(value, uuid.UUID) else key.hex


def _new_name(value: Any, number: int) -> Any:
    return value if not value else f"{value}-{number}"


def _under_a_new_root(village: Village, model: type[models.Model], name: str) -> Change:
    """Give every copy a branch of its own, after all branches that are there, with its parts in the same order."""
    if name == "url_path":
        return lambda value, number: value and _renamed_top(value, number)
    tree: Any = Page if issubclass(model, Page) else Collection
    depth = 2
    last = tree._base_manager.filter(depth=depth).order_by("-path").values_list("path", flat=True).first() or ""
    scope = village.scope()
    tops = sorted(scope.pages if tree is Page else (scope.collection,))
    first = tree._str2int(last[-tree.steplen :])
    width = len(tops)

    def change(value: str, number: int) -> str:
        top = next(path for path in tops if value.startswith(path))
        step = first + (number - 1) * width + tops.index(top) + 1
        return tree._get_path(value[: tree.steplen], depth, step) + value[len(top) :]

    return change


def _new_top(village: Village) -> Change:
    """Home pages stand side by side in one tree: each has a slug of its own; what is below keeps its own."""
    homes = set(village.site.root_page.get_translations(inclusive=True).values_list("slug", flat=True))
    return lambda value, number: _new_name(value, number) if value in homes else value


def _renamed_top(value: str, number: int) -> str:
    """Give `/zavelberg/agenda/` a new first part, as the copy's home page has a new slug."""
    top, *rest = value.strip("/").split("/")
    return "/" + "/".join([f"{top}-{number}", *rest]) + "/"


def _adapt(value: Any) -> Any:
    """Give a value as the database takes it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return connection.ops.adapt_timefield_value(value) if isinstance(value, dt.time) else value


def _insert(model: type[models.Model], names: list[str], rows: list[tuple]) -> None:
    quote = connection.ops.quote_name
    columns, marks = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _mend_sequences(tables: list[type[models.Model]]) -> None:
    """Let the next row of each table get a number after the copies (PostgreSQL; SQLite does so by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
