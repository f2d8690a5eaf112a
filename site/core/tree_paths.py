"""What lies below a path of a tree, as a range that an index answers.

`path__startswith` is how treebeard and Wagtail (8.0) find a page's descendants. SQLite answers its `LIKE` by reading the whole
table, and PostgreSQL by luck. The paths of a tree are digits and capitals, so that all that begins with one lies between it
and it with `zzzz` behind.
"""

from typing import Any

from django.db.models.lookups import StartsWith
from wagtail.models import Collection, Page

END = "zzzz"  # sorts after every path (0-9, A-Z), in the C collation and in linguistic ones


class PathStartsWith(StartsWith):
    """`path >= value AND path < value + zzzz`; a value that is itself a column stays what it was."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write the range."""
        if not isinstance(self.rhs, str):
            return super().as_sql(compiler, connection)  # type: ignore[no-any-return]
        column, params = compiler.compile(self.lhs)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, self.rhs + END]


def use_ranges() -> None:
    """Find descendants in the trees of pages and collections by ranges from here on."""
    for model in (Page, Collection):
        model._meta.get_field("path").register_lookup(PathStartsWith)
