"""What a village's front page is made of: the newest of everything, asked for once and only where a block shows it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from agenda.listing import Listed, listed
from agenda.models import AgendaPage, Occurrence
from core.photos import crest_of, fetch_renditions
from dorpskrant.models import ArticlePage, EditionPage, NewspaperPage
from dorpskrant.sections import lead_of
from fietsroutes.models import RoutePage
from villages.remembering import remembered

from .front_page import frame_of

T = TypeVar("T")
MOST_ARTICLES = 12
MOST_OCCURRENCES = 9
FEW_ARTICLES = 3  # with fewer, the paper and the invitation to write stand under them instead of beside


class Front:
    """The content below one home page, as it is today. A page that is not in the tree yet has none."""

    def __init__(self, home: Any, request: HttpRequest) -> None:
        self.home, self.request = home, request

    def _sections(self, kind: type) -> list[Any]:
        """Give the sections of one kind, live or not; what they have besides a title is asked for where it is shown."""
        return (
            [page for page in frame_of(self.request).below(self.home) if isinstance(page, kind)]
            if self.home.path
            else []
        )

    @cached_property
    def agenda(self) -> AgendaPage | None:
        """The agenda."""
        return next((page for page in self._sections(AgendaPage) if page.live), None)

    @cached_property
    def newspaper(self) -> NewspaperPage | None:
        """The newspaper."""
        return next((page for page in self._sections(NewspaperPage) if page.live), None)

    @cached_property
    def edition(self) -> EditionPage | None:
        """The newest edition that is online."""
        if not self.home.path:
            return None
        edition = self._remembered("newest edition", self._newest_edition)
        if edition is not None and self.newspaper is not None and edition.is_child_of(self.newspaper):
            edition._cached_parent_obj = self.newspaper  # where treebeard looks for it
        return edition

    def _newest_edition(self) -> EditionPage | None:
        editions = EditionPage.objects.descendant_of(self.home).live()
        return editions.order_by("-publication_date", "-number").first()  # type: ignore[no-any-return]

    def _remembered(self, what: str, make: Callable[[], T]) -> T:
        """Give what stays the same for as long as nothing changes in the village."""
        return remembered(self.request.village.pk, f"{what} {self.home.pk}", make)  # type: ignore[attr-defined]

    @cached_property
    def articles(self) -> list[ArticlePage]:
        """The newest edition's articles in their order."""
        return list(self.edition.articles()[:MOST_ARTICLES]) if self.edition else []

    @cached_property
    def lead(self) -> ArticlePage | None:
        """The lead story: the one that the editors made so, or the first."""
        return lead_of(self.articles)

    @cached_property
    def contact_point(self) -> Any:
        """The page of whoever answers the phone."""
        from .context_processors import contact_point_of  # which knows the home page, which knows this

        return contact_point_of(self.request) if self.home.path else None

    def occurrences(self, days: int) -> tuple[list[Listed], list[Listed]]:
        """Give what is on today and what is on in so many days after it; where that is nothing, the first that comes.

        What began earlier and still goes on is with today's.
        """
        if not self.home.path:
            return [], []
        now = timezone.now()
        today = timezone.localdate(now)
        held = Occurrence.objects.filter(agenda__in=[page.pk for page in self._sections(AgendaPage)]).not_ended(now)
        found = listed(held, self.home, self.request, MOST_OCCURRENCES)
        on_today = [occurrence for occurrence in found if occurrence["local_day"] <= today]
        coming = [occurrence for occurrence in found if occurrence["local_day"] > today]
        near = [occurrence for occurrence in coming if (occurrence["local_day"] - today).days <= days]
        return on_today, near or coming[:3]

    def routes(self, number: int) -> list[RoutePage]:
        """Give the newest routes."""
        if not self.home.path:
            return []
        routes = RoutePage.objects.descendant_of(self.home).live().order_by("-first_published_at")
        return self._remembered(f"newest {number} routes", lambda: list(routes[:number]))

    def columns(self, arrangement: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
        """Give the pieces of the arrangement that have something to show, by the column that they stand in."""
        columns: dict[str, list[dict[str, Any]]] = {"main": [], "side": [], "wide": []}
        for child in arrangement:
            piece = child.block.content(child.value, self)
            if piece is None:
                continue
            place = child.block.place
            if child.block_type in ("paper", "send_in") and len(self.articles) < FEW_ARTICLES:
                place = "main"
            columns[place].append({**piece, "kind": child.block_type, "template": child.block.meta.template})
        fetch_renditions(self._photos(columns))
        return columns

    def _photos(self, columns: dict[str, list[dict[str, Any]]]) -> Iterator[Any]:
        """Give all that is shown of photos, the crest in the masthead too."""
        yield crest_of(self.request)
        for piece in (piece for column in columns.values() for piece in column):
            yield from (article.photo for article in [piece.get("lead"), *piece.get("seconds", ())] if article)
            yield from (notice.portrait for notice in piece.get("notices", ()))
