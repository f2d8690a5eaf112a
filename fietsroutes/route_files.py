"""Where the GPX file of a route lands: under the media prefix of the village that the page belongs to."""

from typing import Any

from wagtail.models import Collection, Page

from core.uploads import unguessable_name, village_prefix
from villages.models import Village
from villages.scope import current_village

#: A village's home pages hang directly below the root of the tree.
HOME_DEPTH = 2


def collection_of(page: Page) -> Collection:
    """Give the collection of the village that a page belongs to.

    A page that is still being made belongs where its `parent_page` is, or else to the village of the moment. Raises
    LookupError for a page that belongs nowhere, Village.DoesNotExist for one outside the villages.
    """
    parent = getattr(page, "parent_page", None)
    path = page.path or (parent.path if parent else "")
    if not path:
        scope = current_village()
        if scope is None:
            raise LookupError("a page without a place belongs to no village")
        return Collection.objects.get(path=scope.collection)
    home = Page.objects.get(path=path[: HOME_DEPTH * Page.steplen])
    return Village.objects.get(site__root_page__translation_key=home.translation_key).collection


def gpx_upload_path(page: Any, filename: str) -> str:
    """Give the upload path of a route's GPX file (Django's `upload_to`)."""
    return unguessable_name(f"{village_prefix(collection_of(page))}route", filename)
