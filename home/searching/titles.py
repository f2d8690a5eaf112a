"""Finding pages by their title in a village's admin, without reading what other villages have.

The database's index of words (modelsearch) is one for all: a word in a thousand villages is found a thousand times, and weighed,
before the wall keeps a village its own. A village has some thousands of titles at most: those are read and compared here, by
the beginnings of their words, without accents and capitals.
"""

from typing import Any

from django.db.models import QuerySet
from modelsearch.backends import database
from modelsearch.backends.database.fallback import DatabaseSearchBackend
from modelsearch.query import MATCH_ALL, And, PlainText
from wagtail.models import Page

from villages.scope import current_village

from .words import words_in


class TitlesOfOneVillage:
    """A search backend whose pages are found by their titles within a village's request; all else as the database does it."""

    def autocomplete(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """Give the pages that have, for each word of the query, a word in their title that begins so.

        By title; in their own order where no order by relevance is wanted.
        """
        pages = (
            model_or_queryset if isinstance(model_or_queryset, QuerySet) else model_or_queryset._default_manager.all()
        )
        text = _plain(query)
        if current_village() is None or text is None or not issubclass(pages.model, Page):
            return super().autocomplete(query, model_or_queryset, *args, **kwargs)  # type: ignore[misc]
        asked = list(words_in(text))
        found = [
            pk
            for pk, title in pages.order_by().values_list("pk", "title")
            if asked and all(any(word.startswith(part) for word in words_in(title)) for part in asked)
        ]
        some = pages.filter(pk__in=found)
        if kwargs.get("order_by_relevance", True) or not some.ordered:
            some = some.order_by("title", "pk")
        return DatabaseSearchBackend({}).search(MATCH_ALL, some)  # which keeps their order


def _plain(query: Any) -> str | None:
    """Give the words of a query that is no more than words, all of them wanted: as typed, or as a search screen has read it."""
    if isinstance(query, And) and len(query.subqueries) == 1:
        query = query.subqueries[0]
    if isinstance(query, PlainText) and query.operator == "and":
        return query.query_string
    return query if isinstance(query, str) else None


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (what modelsearch looks for)
    """Give the database's own backend, with the titles of a village read here."""
    backend = database.SearchBackend(params)
    backend.__class__ = type("VillageSearchBackend", (TitlesOfOneVillage, type(backend)), {})
    return backend
