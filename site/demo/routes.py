"""Builders of routes, and the demo's welcome routes made by them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from core.audio_files import read_audio
from core.models import Audio
from fietsroutes.models import RoutePage, Stop
from fietsroutes.node_numbers import written_nodes
from villages.models import Village

from .content_files import Data, Library, read
from .factories import add_page, routes_of

PLAIN_FIELDS = ("title", "slug", "intro", "description", "surface", "facilities")
SUITABLE = ("suitable_children", "suitable_cargo_bike", "suitable_tandem", "suitable_wheelchair_bike")


def add_route(
    village: Village, gpx: bytes, stops: Iterable[Data] = (), *, publish: bool = True, **fields: Any
) -> RoutePage:
    """Give a route of the village's with this line; each stop is the fields of a Stop.

    Raises TrackError for bytes that are no route.
    """
    parent = routes_of(village)
    page = RoutePage(**{"title": "Langs het water", **fields})
    page.parent_page = parent
    page.put_gpx(gpx, "route.gpx")
    for stop in stops:
        page.stops.add(Stop(locale=parent.locale, **stop))
    return add_page(parent, page, publish=publish)


def make_route(village: Village, library: Library) -> None:
    """Make the village's welcome route out of `route.toml`, `track.gpx` and `audio/<number>.mp3`."""
    file = library.folder / "route.toml"
    if not file.exists():
        return
    data = read(file)
    stops = [_stop(library, stop, number) for number, stop in enumerate(data["stop"], start=1)]
    fields = {name: data[name] for name in (*PLAIN_FIELDS, *SUITABLE)}
    gpx = (library.folder / "track.gpx").read_bytes()
    add_route(
        village, gpx, stops, nodes=written_nodes(data["nodes"]), start_place=data.get("start_place", ""), **fields
    )


def _stop(library: Library, data: Data, number: int) -> Data:
    photo = data.get("photo")
    return {
        "title": data["title"],
        "at_metres": round(data["at_km"] * 1000),
        "text": data["text"],
        "question": data["question"],
        "transcript": data["transcript"],
        "audio": _recording(library, data, number),
        "photo": library.photo(photo["file"]) if photo else None,
        "photo_alt": photo["alt"] if photo else "",
    }


def _recording(library: Library, data: Data, number: int) -> Audio | None:
    path = library.folder / "audio" / f"{number}.mp3"
    if not path.exists():
        return None
    facts = read_audio(SimpleUploadedFile(Path(path).name, path.read_bytes()))
    return library.audio(path.name, data["title"], data["transcript"], facts.duration_seconds)
