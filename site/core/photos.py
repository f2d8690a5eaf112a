"""The finished sizes of photos, fetched for all photos of a page at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest

from core.models import VillageRendition


def fetch_renditions(images: Iterable[Any]) -> None:
    """Fetch the renditions that exist of these images (those that are None left out), in one query.

    Wagtail otherwise asks its cache per photo and size, writes what it found there again (8.0, `get_renditions`), and asks the
    database per photo where the cache is new.
    """
    found = [image for image in images if image is not None]
    if found:
        # Of photos that are here, so nobody has to ask again whose they are.
        prefetch_related_objects(found, Prefetch("renditions", VillageRendition._base_manager.all()))


def crest_of(request: HttpRequest) -> Any:
    """Give the crest that stands in the masthead of every page of a village; None where there is none."""
    village = getattr(request, "village", None)
    return village.look.crest if village is not None else None


def photos_in(body: Iterable[Any]) -> Iterator[Any]:
    """Give the photos in a text (`core.blocks.BodyBlock`)."""
    for block in body:
        if block.block_type == "photo":
            yield block.value["image"]
        elif block.block_type == "gallery":
            yield from (photo["image"] for photo in block.value["photos"])
