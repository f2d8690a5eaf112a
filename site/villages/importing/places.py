"""Where an imported village's pages and collections stand in the trees of this instance, and what their addresses are."""

import re
from typing import Any
from uuid import UUID

from wagtail.models import Collection, Page
from wagtail_localize.models import TranslatableObject

from .reading import ArchiveReader, ImportRefusedError
from .rewriting import Rewriter

SLUG = re.compile(r"[\w-]{1,255}")
ALPHABET = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Branches:
    """The branches of a tree that the archive holds, and the places that they get below its root.

    Raises:
        ImportRefusedError: they are no tree: a path is malformed, comes twice, or has nothing above it.
    """

    def __init__(self, model: type[Page] | type[Collection], rows: dict[Any, dict[str, Any]]) -> None:
        self.model, self.rows = model, rows
        step = model.steplen
        paths: dict[Any, Any] = {fields.get("path"): pk for pk, fields in rows.items()}
        if len(paths) < len(rows):
            raise ImportRefusedError(f"Two rows of {model._meta.label} have one place.")
        for path in paths:
            if not isinstance(path, str) or len(path) % step or len(path) < 2 * step or set(path) - ALPHABET:
                raise ImportRefusedError(f"{path!r:.60} is no place for a row of {model._meta.label}.")
            if len(path) > 2 * step and path[:-step] not in paths:
                raise ImportRefusedError(f"A row of {model._meta.label} hangs below nothing: {path:.60}.")
        self.old: list[str] = sorted(paths)
        self.keys = paths
        self.tops = [path for path in self.old if len(path) == 2 * step]
        self._below: dict[str, int] = {}
        for path in self.old:
            self._below[path[:-step]] = self._below.get(path[:-step], 0) + 1
        self.new: dict[str, str] = {}

    def take_places(self) -> None:
        """Give the branches the next places below the root, and tell the root how many more it has."""
        root = self.model.get_first_root_node()
        assert root is not None
        last = root.get_last_child()
        path = last.path if last else self.model._get_path(root.path, root.depth + 1, 0)
        tops = {}
        for top in self.tops:
            path = self.model._inc_path(self.model(path=path, depth=2)) if path else path
            tops[top] = path
        step = 2 * self.model.steplen
        self.new = {old: tops[old[:step]] + old[step:] for old in self.old}
        root.numchild += len(tops)
        root.save(update_fields=["numchild"])

    def placed(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Give the columns of the tree for a row."""
        old = fields["path"]
        return {
            "path": self.new[old],
            "depth": len(old) // self.model.steplen,
            "numchild": self._below.get(old, 0),
        }


def addresses(branches: Branches, old_slug: str, new_slug: str) -> dict[str, tuple[str, str]]:
    """Give slug and url_path of each page, by its old path; home pages are named after the village.

    Raises:
        ImportRefusedError: a slug is none, or two pages beside each other have the same one.
    """
    root = Page.get_first_root_node()
    assert root is not None
    taken = set(root.get_children().values_list("slug", flat=True))
    found: dict[str, tuple[str, str]] = {}
    seen: set[tuple[str, str]] = set()
    for path in branches.old:
        slug = branches.rows[branches.keys[path]].get("slug")
        if not isinstance(slug, str) or not SLUG.fullmatch(slug):
            raise ImportRefusedError(f"{slug!r:.60} is no slug of a page.")
        above = path[: -Page.steplen]
        if path in branches.tops:
            wanted = new_slug + slug.removeprefix(old_slug) if slug.startswith(old_slug) else slug
            slug = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if name not in taken)
            taken.add(slug)
        if (above, slug) in seen:
            raise ImportRefusedError(f"Two pages beside each other are called {slug}.")
        seen.add((above, slug))
        found[path] = (slug, f"{found[above][1] if above in found else '/'}{slug}/")
    return found


def one_row(reader: ArchiveReader, model: Any) -> tuple[Any, dict[str, Any]]:
    """Give the one row that there must be of a model.

    Raises:
        ImportRefusedError: there is none, or there are several.
    """
    rows = list(reader.rows(model))
    if len(rows) != 1:
        raise ImportRefusedError(f"The archive has {len(rows)} rows of {model._meta.label}, not one.")
    return rows[0]


def tree_rows(reader: ArchiveReader, model: Any) -> dict[Any, dict[str, Any]]:
    """Give the rows of a tree by their number."""
    return dict(reader.rows(model))


def refuse_strange_homes(branches: Branches, site: dict[str, Any], rewriter: Rewriter) -> None:
    """Insist that the pages at the top are one home page in as many languages, the site's own among them.

    Raises:
        ImportRefusedError: they are not: then some pages would belong to no village, or to another one.
    """
    homes = [branches.rows[branches.keys[path]] for path in branches.tops]
    keys = {str(home.get("translation_key")) for home in homes}
    locales = [home.get("locale") for home in homes]
    roots = [branches.keys[path] for path in branches.tops]
    if len(keys) != 1 or len(set(map(str, locales))) != len(locales) or site.get("root_page") not in roots:
        raise ImportRefusedError("The home pages in the archive are not one village's.")


def keys_of_pages(reader: ArchiveReader, rewriter: Rewriter) -> set[UUID]:
    """Give the translation keys of the archive's own pages.

    Raises:
        ImportRefusedError: something is translated that is no page of the archive: it would be another village's.
    """
    field: Any = Page._meta.get_field("translation_key")
    keys = {rewriter.value(field, fields.get("translation_key")) for _pk, fields in reader.rows(Page)}
    for old, _fields in reader.rows(TranslatableObject):
        if rewriter.value(TranslatableObject._meta.pk, old) not in keys:
            raise ImportRefusedError(f"{old!s:.40} is translated, and no page of the archive.")
    return keys
