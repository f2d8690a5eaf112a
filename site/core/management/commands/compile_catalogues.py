"""Compile the message catalogues without gettext's tools, which a village's machine need not have."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


class Command(BaseCommand):
    """Write a .mo beside each .po of this project that is newer than it."""

    help = "Compile the project's message catalogues (.po) into the form that Django reads (.mo)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile what changed."""
        for source in catalogues():
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
                # What Django loaded before is without these words, and what this process makes next would be English.
                translation_file_changed(None, target)


def catalogues() -> list[Path]:
    """Give the project's own catalogues."""
    root: Path = settings.ROOT
    folders = ["site", "agenda", "dorpskrant", "fietsroutes", "home", "ingezonden", "nieuwsbrief"]
    return sorted(path for folder in folders for path in (root / folder).rglob("locale/*/LC_MESSAGES/*.po"))
