"""No cached value crosses villages."""

from .scope import current_village


def village_key(key: str, key_prefix: str, version: int) -> str:
    """Give a cache key that carries the village of the moment (Django's `KEY_FUNCTION`)."""
    scope = current_village()
    return f"{key_prefix}:{version}:{scope.site if scope else ''}:{key}"
