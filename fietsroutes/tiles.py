"""Map tiles through the village's own host: the map server learns that somebody looks at a map, and nobody's address.

Tiles are numbered as on all web maps: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
"""

import math
import time
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from django.conf import settings
from django.core.cache import cache, caches
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .geometry import BoundingBox
from .models import RouteMapSettings, RoutePage

USER_AGENT = "Dorpsplein (village cycling routes; cached)"
MAX_BYTES = 512 * 1024
TIMEOUT_SECONDS = (3.05, 6)
LOWEST_ZOOM = 7
#: Around a village's routes this much may be seen, in degrees (some 5 km); outside it there is no map.
MARGIN_DEGREES = 0.06
#: Tiles that one village may have fetched in a minute; what is in store does not count.
FETCHED_PER_MINUTE = 600
BOXES_SECONDS = 300
#: What browsers show, by the first bytes of the file.
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class NoTileError(Exception):
    """The map server gave nothing that can be shown."""


@dataclass(frozen=True)
class Tile:
    """A picture of 256 pixels square."""

    data: bytes
    kind: str


def kind_of(data: bytes) -> str:
    """Give the media type of a picture by its content; empty for what is none that a map is made of."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in SIGNATURES.items() if data.startswith(signature)), "")


def box_of(zoom: int, column: int, row: int) -> BoundingBox:
    """Give the degrees that a tile covers (Web Mercator)."""
    count = 2**zoom

    def latitude(edge: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * edge / count))))

    return BoundingBox(latitude(row + 1), column / count * 360 - 180, latitude(row), (column + 1) / count * 360 - 180)


def touches(one: BoundingBox, other: BoundingBox, margin: float = 0.0) -> bool:
    """Say whether two boxes share ground, the second made larger by a margin in degrees."""
    return (
        one.south <= other.north + margin
        and one.north >= other.south - margin
        and one.west <= other.east + margin
        and one.east >= other.west - margin
    )


def village_boxes() -> list[BoundingBox]:
    """Give the boxes of the live routes of the village of the moment, remembered for some minutes."""
    boxes = cache.get("route-boxes")
    if boxes is None:
        boxes = list(RoutePage.objects.live().exclude(bounding_box=[]).values_list("bounding_box", flat=True))
        cache.set("route-boxes", boxes, BOXES_SECONDS)
    return [BoundingBox(*box) for box in boxes]


def fetch_tile(zoom: int, column: int, row: int) -> Tile:
    """Ask the map server for a tile, saying nothing about who wants it; follows no redirect.

    Raises:
        NoTileError: it does not answer, answers with something else than a small picture, or too slowly.
    """
    url = settings.ROUTE_TILES_URL.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row))
    try:
        # A session of its own for each: no cookie is kept, and no proxy password or .netrc is used.
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(
                url,
                headers={"User-Agent": USER_AGENT, "Accept": "image/*"},
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
                stream=True,
            )
            data = answer.raw.read(MAX_BYTES + 1, decode_content=True) if answer.status_code == 200 else b""
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise NoTileError from error
    kind = kind_of(data)
    if not kind or len(data) > MAX_BYTES:
        raise NoTileError
    return Tile(data, kind)


def may_fetch() -> bool:
    """Count one more fetch for the village of the moment; False where it had its share of this minute."""
    key = f"route-tiles-{int(time.time() // 60)}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) <= FETCHED_PER_MINUTE
    except ValueError:  # the key ran out between the two lines
        return True


@require_safe
def tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    """Answer with a tile near one of the village's routes; 404 elsewhere, 503 while the map server gives none."""
    chosen: Any = RouteMapSettings.for_request(request)
    inside = LOWEST_ZOOM <= zoom <= settings.ROUTE_TILES_MAX_ZOOM and max(column, row) < 2**zoom
    if not inside or chosen.source != RouteMapSettings.Source.OWN or not settings.ROUTE_TILES_URL:
        raise Http404
    if not any(touches(box_of(zoom, column, row), box, MARGIN_DEGREES) for box in village_boxes()):
        raise Http404
    store = caches["tiles"]
    key = f"{settings.ROUTE_TILES_URL}|{zoom}|{column}|{row}"
    found = store.get(key)
    if found is None:
        try:
            if not may_fetch():
                raise NoTileError
            found = fetch_tile(zoom, column, row)
        except NoTileError:
            return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        store.set(key, found)
    return HttpResponse(
        found.data,
        content_type=found.kind,
        headers={"Cache-Control": "public, max-age=604800", "X-Content-Type-Options": "nosniff"},
    )
