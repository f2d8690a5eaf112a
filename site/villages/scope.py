"""The wall: inside a request to a village's host, the rows of other villages do not exist in the ORM.

A context variable holds the village of the moment. Every manager of an owned model adds `.filter(<column>__in_village=…)`; the
lookup writes its SQL when the query runs, since Wagtail keeps querysets at class level (forms, filter sets). Base managers stay
whole, so foreign-key access and cascades work as Django expects. Who owns what stands in `villages.ownership`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignObject, Lookup, Model, QuerySet
from django.db.models.lookups import In
from django.db.models.manager import BaseManager

PATH_END = "zzzz"  # sorts after every materialised path (0-9, A-Z), in the C collation and in linguistic ones


@dataclass(frozen=True)
class Scope:
    """The facts of one village that all ownership follows from."""

    site: int
    pages: tuple[str, ...]  # materialised paths of its home pages, one per language
    collection: str  # materialised path of its collection
    groups: tuple[int, ...]
    locales: tuple[int, ...]


class Everything:
    """No wall: the shell, management commands, and the platform's own admin."""


class Nothing:
    """All wall: a web process outside a request sees nobody's rows."""


EVERYTHING, NOTHING = Everything(), Nothing()
AnyScope = Scope | Everything | Nothing

_current: ContextVar[AnyScope | None] = ContextVar("village_scope", default=None)
_outside: AnyScope = EVERYTHING


def current() -> AnyScope:
    """Give the scope of this moment."""
    scope = _current.get()
    return _outside if scope is None else scope


def current_village() -> Scope | None:
    """Give the village of this moment, or nothing outside a village."""
    scope = current()
    return scope if isinstance(scope, Scope) else None


@contextmanager
def scoped(scope: AnyScope) -> Iterator[None]:
    """Run the block for one village; afterwards everything is as before, also after an error."""
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def every_village() -> Iterator[None]:
    """Step over the wall. The one way to do so: search the code for this name to see who does, and why."""
    with scoped(EVERYTHING):
        yield


def see_nothing_outside_requests() -> None:
    """From here on this process serves the web: what runs outside a village's request sees no owned row."""
    global _outside
    _outside = NOTHING


@ForeignObject.register_lookup
@Field.register_lookup
class InVillage(Lookup):
    """`column__in_village=label`: the column is one of the village's values for that model."""

    lookup_name = "in_village"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write the condition for the scope of this moment."""
        scope = current()
        if isinstance(scope, Everything):
            return "1 = 1", ()
        if isinstance(scope, Nothing):
            return "1 = 0", ()
        values = _values_of(self.rhs, scope, connection.alias)
        if isinstance(values, About):
            return _points_at(self.lhs, values, compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        if isinstance(values, Subquery):
            return f"{column} IN {values.sql}", (*params, *values.params)
        return _among(column, list(params), values)


@dataclass(frozen=True)
class Subquery:
    """A subquery as it is sent, in its parentheses."""

    sql: str
    params: tuple[Any, ...]


@lru_cache(maxsize=2048)
def _values_of(label: str, scope: Scope, using: str) -> Any:
    """Give a model's values for a village; a subquery is written once, as it follows from the village's facts alone.

    Called while `scope` is that of the moment: what the subquery itself is asked of lies behind the same wall.
    """
    model = apps.get_model(label)
    owner = owner_of(model)
    assert owner is not None, model
    values = owner.values(scope, model)
    if not isinstance(values, QuerySet):
        return values
    sql, params = _as_subquery(values).get_compiler(using).as_sql()
    return Subquery(f"({sql})", tuple(params))


@dataclass(frozen=True)
class About:
    """Rows whose generic foreign key points at one of these: its content type's field, and for each model what is visible."""

    kind: str
    visible: tuple[tuple[type[Model], QuerySet], ...]


def _points_at(pk: Any, about: About, compiler: Any, connection: Any) -> tuple[str, list]:
    """Write, for each model, `kind = … AND object_id IN (…)` on the row itself, which an index on the two answers."""
    quote = connection.ops.quote_name
    content_types = quote("django_content_type")
    meta = pk.target.model._meta
    kind, kind_params = compiler.compile(meta.get_field(about.kind).get_col(pk.alias))
    parts, all_params = [], []
    for model, visible in about.visible:
        among, params = compiler.compile(In(meta.get_field("object_id").get_col(pk.alias), _as_subquery(visible)))
        of_model = f"SELECT id FROM {content_types} WHERE app_label = %s AND model = %s"  # noqa: S608  (names of ours)
        parts.append(f"({kind} = ({of_model}) AND {among})")
        all_params += [*kind_params, model._meta.app_label, model._meta.model_name, *params]
    return f"({' OR '.join(parts)})", all_params


def _as_subquery(values: QuerySet) -> Any:
    query = values.query.clone()
    query.subquery = True
    query.clear_ordering(force=True)
    return query


def _among(column: str, params: list, values: Any) -> tuple[str, list]:
    """Write `column` = a value, or within the tree below a path (a range, which an index answers, unlike LIKE on SQLite)."""
    parts, all_params = [], []
    for value in values:
        if isinstance(value, Below):
            parts.append(f"({column} >= %s AND {column} < %s)")
            all_params += [*params, value.path, *params, value.path + PATH_END]
        else:
            parts.append(f"{column} = %s")
            all_params += [*params, value]
    return f"({' OR '.join(parts)})" if parts else "1 = 0", all_params


@dataclass(frozen=True)
class Below:
    """A materialised path and all that hangs below it."""

    path: str


def owner_of(model: type[Model]) -> Any:
    """Give the declaration (`villages.ownership.Owner`) of a model or of the nearest ancestor that has one; else None."""
    from .ownership import OWNERS

    for base in model.__mro__:
        meta = getattr(base, "_meta", None)
        if meta is not None and meta.label in OWNERS:
            return OWNERS[meta.label]
    return None


class Vocabulary(QuerySet):
    """Words that all villages share a row of: adding one that another village already has must find it."""

    def get_or_create(self, *args: Any, **kwargs: Any) -> tuple[Any, bool]:
        """Find or make the word, whoever has it."""
        with every_village():
            return super().get_or_create(*args, **kwargs)


class ScopedManager(BaseManager):
    """Mixed into every manager of every model that has an owner."""

    def get_queryset(self) -> QuerySet:
        """Give the rows of the village of the moment."""
        from .ownership import VOCABULARY

        owner = owner_of(self.model)
        queryset = super().get_queryset()
        if owner is None:
            return queryset
        if self.model._meta.label in VOCABULARY and not isinstance(queryset, Vocabulary):
            queryset.__class__ = type(type(queryset).__name__, (Vocabulary, type(queryset)), {})
        return queryset.filter(**{f"{owner.column}__in_village": self.model._meta.label})

    def __eq__(self, other: object) -> bool:
        """To the migration autodetector nothing has changed."""
        plain = type(self).__mro__[2]
        return isinstance(other, plain) and self._constructor_args == other._constructor_args  # type: ignore[attr-defined]

    __hash__ = BaseManager.__hash__


def scope_managers(sender: type[Model], **kwargs: Any) -> None:
    """Scope the managers of a model that has an owner, also those that it inherits from abstract models (`class_prepared`)."""
    if owner_of(sender) is None:
        return
    for base in sender.__mro__:
        meta = getattr(base, "_meta", None)
        for manager in getattr(meta, "local_managers", ()):
            plain = type(manager)
            if not issubclass(plain, ScopedManager):
                manager.__class__ = type(plain.__name__, (ScopedManager, plain), {"__module__": plain.__module__})
    sender._meta._expire_cache()  # type: ignore[attr-defined]
