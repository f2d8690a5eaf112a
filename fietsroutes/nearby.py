"""Routes that neighbouring villages share: the one place where a village's page tells of another village's routes.

`shared_routes` steps over the wall for the villages that this one chose, and brings back plain data of live, public routes
that their editors marked for the neighbours: name, intro, length, time, number of stops, the line as a drawing, and the
address on their own site. Nothing else crosses.
"""

from dataclasses import dataclass

from django.db.models import Count
from wagtail.models import Page

from villages.models import Village
from villages.neighbours import neighbours_of
from villages.scope import every_village
from villages.shared_pages import address_of_page, public_pages_of

from .drawing import RouteDrawing
from .models import RoutePage

MOST = 30


@dataclass(frozen=True, kw_only=True)
class NearbyRoute:
    """A route of a neighbouring village; lengths and times in words of the active language, `title` and `intro` in `language`."""

    title: str
    intro: str
    url: str
    village: str
    language: str
    length_text: str
    riding_time_text: str
    stop_count: int
    line_drawing: RouteDrawing | None


def shared_routes(village: Village | None, number: int = MOST) -> list[NearbyRoute]:
    """Give what the neighbours of a village share, by the neighbours' names; none without a village."""
    homes = {found.site.root_page.path: found for found in neighbours_of(village)} if village else {}
    if not homes:
        return []
    with every_village():
        routes = public_pages_of(RoutePage, homes.values()).filter(is_shared=True).exclude(line=[])
        found = list(routes.select_related("locale").annotate(stop_count=Count("stops")).order_by("path")[:number])
    nearby = [_nearby(route, homes[str(route.path[: 2 * Page.steplen])]) for route in found]
    return sorted(nearby, key=lambda route: (route.village.casefold(), route.title.casefold()))


def _nearby(route: RoutePage, village: Village) -> NearbyRoute:
    return NearbyRoute(
        title=route.title,
        intro=route.intro,
        url=address_of_page(route, village),
        village=village.name,
        language=route.locale.language_code,
        length_text=route.length_text,
        riding_time_text=route.riding_time_text,
        stop_count=route.stop_count,
        line_drawing=route.line_drawing,
    )
