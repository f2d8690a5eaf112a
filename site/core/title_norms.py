"""Saving a page touches its own row in the search index, not all rows.

Wagtail's index (modelsearch 1.x, with Wagtail 8.0) keeps for each row how long its title is beside the average title, and works
that average out anew over all rows with each save, twice per publish. It weighs titles in the order of results, where a village's
own search does not use it (`home.searching`); a full rebuild of the index still works it out.
"""

from typing import Any

from django.db import connections


def leave_title_norms_to_rebuilding() -> None:
    """Have a save leave the norms as they are; new rows keep 1, which is the average itself."""
    for index in _indexes():
        whole = index._refresh_title_norms
        if getattr(whole, "only_whole", False):
            continue
        index._refresh_title_norms = _only_whole(whole)


def _only_whole(whole: Any) -> Any:
    def refresh(self: Any, full: bool = False) -> None:
        if full:
            whole(self, full=True)

    refresh.only_whole = True  # type: ignore[attr-defined]
    return refresh


def _indexes() -> list[Any]:
    vendors = {connection.vendor for connection in connections.all()}
    found = []
    if "sqlite" in vendors:
        from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex

        found.append(SQLiteIndex)
    if "postgresql" in vendors:
        from modelsearch.backends.database.postgres.postgres import PostgresIndex

        found.append(PostgresIndex)
    return found
