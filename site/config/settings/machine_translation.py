"""Which machine helps translators, by the environment."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

TIMEOUT_SECONDS = 20


def machine_translator(environment: Mapping[str, str]) -> dict[str, Any] | None:
    """Give the setting: DeepL with `DEEPL_KEY`, LibreTranslate with `LIBRETRANSLATE_URL` (and `LIBRETRANSLATE_KEY`), else none.

    Raises:
        ImproperlyConfigured: both are named.
    """
    deepl, libre = environment.get("DEEPL_KEY", ""), environment.get("LIBRETRANSLATE_URL", "")
    if deepl and libre:
        raise ImproperlyConfigured("Set DEEPL_KEY or LIBRETRANSLATE_URL, not both.")
    if deepl:
        options = {"AUTH_KEY": deepl, "FORMALITY": "prefer_more", "TIMEOUT": TIMEOUT_SECONDS}
        return {"CLASS": "villages.translating.machines.DeepL", "OPTIONS": options}
    if libre:
        options = {
            "LIBRETRANSLATE_URL": libre.rstrip("/"),
            "API_KEY": environment.get("LIBRETRANSLATE_KEY", ""),
            "TIMEOUT": TIMEOUT_SECONDS,
        }
        return {"CLASS": "villages.translating.machines.LibreTranslate", "OPTIONS": options}
    return None
