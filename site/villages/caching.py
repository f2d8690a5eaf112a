"""No cached value crosses villages."""

from django.conf import settings

from .scope import current_village
from .versions import ALL, VersionsGoneError, tokens

ROOT_PATHS = "wagtail_site_root_paths"  # where a village's home pages are, by language: wagtail.models.sites


def village_key(key: str, key_prefix: str, version: int) -> str:
    """Give a cache key that carries the village of the moment (Django's `KEY_FUNCTION`).

    Where each process has a cache of its own, that of the places of home pages carries the village's token too: another process,
    like `add_village` with one more language, cannot empty it here.
    """
    scope = current_village()
    if key == ROOT_PATHS and settings.PAGE_CACHE["VERSIONS"] == "file":
        key = f"{key}:{_token(scope.site if scope else ALL)}"
    return f"{key_prefix}:{version}:{scope.site if scope else ''}:{key}"


def _token(site: int) -> str:
    try:
        return b"".join(tokens([site]).values()).hex()
    except VersionsGoneError:
        return ""
