"""Where an uploaded file lands: under its village's own prefix, with a name that cannot be guessed."""

import secrets
from pathlib import PurePosixPath

from django.utils.text import slugify
from wagtail.models import Collection

MAX_STEM = 48  # characters; the whole path stays under the 100 of Django's FileField


def village_prefix(collection: Collection) -> str:
    """Give the folder of the village that a collection belongs to, like `v/0003/`.

    A village's files hang below one collection at depth 2, so its materialised path names the village without a query.
    """
    return f"v/{collection.path[collection.steplen : 2 * collection.steplen].lower()}/"


def unguessable_name(folder: str, filename: str) -> str:
    """Give `folder/<token>/<filename>` with 64 random bits and the file name reduced to plain ASCII."""
    original = PurePosixPath(filename)
    stem = slugify(original.stem)[:MAX_STEM] or "bestand"
    return f"{folder}/{secrets.token_urlsafe(8)}/{stem}{original.suffix.lower()[:8]}"


def collection_upload_path(instance, filename: str) -> str:
    """Give the upload path for something that lives in a collection (Django's `upload_to`)."""
    kind = instance._meta.model_name
    return unguessable_name(f"{village_prefix(instance.collection)}{kind}", filename)
