"""The demo's welcome routes."""

from typing import Any

from fietsroutes.models import RoutePage, Stop
from fietsroutes.node_numbers import written_nodes
from villages.models import Village

from .content_files import Data, Library, read
from .factories import add_page, routes_of

ROUTE_FIELDS = (
    "title",
    "slug",
    "intro",
    "description",
    "start_place",
    "surface",
    "facilities",
    "cafes",
    "suitable_children",
    "suitable_cargo_bike",
    "suitable_tandem",
    "suitable_wheelchair_bike",
)


def make_route(village: Village, library: Library) -> None:
    """Make the village's welcome route, with its line, its stops and their stories."""
    data = read(library.folder / "route.toml")
    page = RoutePage(**{name: data[name] for name in ROUTE_FIELDS}, nodes=written_nodes(data["nodes"]), is_shared=True)
    page.parent_page = routes_of(village)  # as Wagtail's add form does: the file lands in the village's own folder
    page.put_gpx((library.folder / "track.gpx").read_bytes(), "track.gpx")
    stops: Any = page
    stops.stops = [_stop(stop, number, library) for number, stop in enumerate(data["stop"], start=1)]
    add_page(routes_of(village), page)


def _stop(data: Data, number: int, library: Library) -> Stop:
    return Stop(
        locale=routes_of(library.village).locale,
        title=data["title"],
        at_metres=round(data["at_km"] * 1000),
        text=data["text"],
        question=data["question"],
        transcript=data["transcript"],
        audio=library.audio(f"{number}.mp3", data["title"], data["transcript"]),
        **library.photo_fields(data.get("photo")),
    )
