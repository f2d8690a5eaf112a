"""Prints the models of the querysets that stay alive once the code is loaded: how many are scoped, and which are not.

Run as a program of its own, since a test run keeps querysets that tests made.
"""

import gc
from collections.abc import Iterator
from typing import Any

import django


def lookups(node: Any) -> Iterator[Any]:
    """Walk the conditions of a query."""
    for child in getattr(node, "children", []):
        yield from lookups(child) if hasattr(child, "children") else [child]


def main() -> None:
    """Load all models, addresses and forms, then look."""
    django.setup()
    from django.db.models import QuerySet
    from django.urls import get_resolver

    from villages.scope import InVillage, owner_of

    def load(resolver: Any) -> None:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                load(pattern)

    load(get_resolver())
    found = [thing for thing in gc.get_objects() if issubclass(type(thing), QuerySet) and thing.model]
    owned = [queryset for queryset in found if owner_of(queryset.model)]
    free = [q for q in owned if not any(isinstance(lookup, InVillage) for lookup in lookups(q.query.where))]
    print(len(owned) - len(free), *(queryset.model._meta.label for queryset in free))


if __name__ == "__main__":
    main()
