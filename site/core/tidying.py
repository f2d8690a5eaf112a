"""Uploads that no row names: what a process left that died between writing a file and its row, or between a row and its file."""

import datetime as dt
import json
import re
from collections.abc import Iterator

from django.apps import apps
from django.core.files.storage import default_storage
from django.utils import timezone

from .backups.archive import everything
from .backups.inventory import named_files

GRACE = dt.timedelta(days=1)  # an upload that is under way has no row yet
IN_A_DRAFT = re.compile(r'"(v/[0-9a-z]{4}/[^"\\]{1,120})"')


def stray_uploads(grace: dt.timedelta = GRACE) -> Iterator[str]:
    """Give the names of uploads older than `grace` that neither a row nor a draft names."""
    before = timezone.now() - grace
    # Listed first: what comes meanwhile is not in the list, what it belongs to is in the rows.
    listed = [name for name in everything() if not name.startswith(".")]
    named = named_files("default") | _in_drafts()
    for name in listed:
        if name in named:
            continue
        try:
            if default_storage.get_modified_time(name) < before:
                yield name
        except FileNotFoundError:
            continue


def tidy_uploads(grace: dt.timedelta = GRACE) -> list[str]:
    """Remove them; gives their names."""
    removed = list(stray_uploads(grace))
    for name in removed:
        default_storage.delete(name)
    return removed


def _in_drafts() -> set[str]:
    """Names of files that revisions hold: what an editor saved as a draft, or may go back to."""
    found: set[str] = set()
    revisions = apps.get_model("wagtailcore", "Revision")
    for content in revisions._base_manager.order_by().values_list("content", flat=True).iterator(chunk_size=200):
        found.update(IN_A_DRAFT.findall(_text(content)))
    return found


def _text(content: object) -> str:
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
