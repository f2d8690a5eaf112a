"""Indexes on Wagtail's own tables, without which some questions read the pages of all villages (Wagtail 8.0).

They are made after each `migrate`, not by a migration of ours: SQLite alters a table by copying it, and a later migration of
Wagtail's would lose them.
"""

from typing import Any

from django.db import connections

INDEXES = {
    "page_by_depth": "wagtailcore_page (depth, path)",  # the children of a page
    "page_by_slug": "wagtailcore_page (slug, path)",  # a page by its address
    "page_by_original": "wagtailcore_page (alias_of_id) WHERE alias_of_id IS NOT NULL",
    "page_by_lock": "wagtailcore_page (locked_by_id) WHERE locked_by_id IS NOT NULL",
    "log_by_user": "wagtailcore_pagelogentry (user_id, action, timestamp)",  # what an editor last worked on
}


def make_indexes(using: str = "default", **kwargs: Any) -> None:
    """Make those that are missing."""
    connection = connections[using]
    if not {"wagtailcore_page", "wagtailcore_pagelogentry"} <= set(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for name, place in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {place}")
