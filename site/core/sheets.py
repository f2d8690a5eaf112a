"""Style sheets in one file per component, served in one file per kind of page, without a build step.

A file in ``css/sheets/`` lists what its pages need as ``@import`` rules; a browser would understand it as it stands. This
finder hands it out with the imported files in their place, to the development server and to ``collectstatic`` alike.
"""

import os
import posixpath
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

FOLDER = "css/sheets/"
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?(?:\s+layer\(([\w-]+)\))?\s*;""")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def filled(root: Path, name: str, home: str | None = None) -> str:
    """Give the style sheet ``name`` below ``root`` with its imports in their place and its addresses seen from ``home``.

    Raises:
        FileNotFoundError: an imported file is not there.
    """
    home = home or posixpath.dirname(name)
    folder = posixpath.dirname(name)
    text = _COMMENT.sub("", (root / name).read_text(encoding="utf-8"))

    def fill(found: re.Match[str]) -> str:
        inner = filled(root, posixpath.normpath(posixpath.join(folder, found[1])), home)
        return f"@layer {found[2]} {{{inner}}}" if found[2] else inner

    def rebase(found: re.Match[str]) -> str:
        address = found[2].strip()
        if address.startswith(("data:", "/", "#", "http:", "https:")):
            return found[0]
        return f'url("{posixpath.relpath(posixpath.join(folder, address), home)}")'

    # First what stands between the imports, so that no address is rebased twice.
    pieces, end = [], 0
    for found in _IMPORT.finditer(text):
        pieces += [_URL.sub(rebase, text[end : found.start()]), fill(found)]
        end = found.end()
    return _INDENT.sub("\n", "".join([*pieces, _URL.sub(rebase, text[end:])])).strip() + "\n"


class SheetFinder(FileSystemFinder):
    """Finds the project's static files; what lies in ``css/sheets/`` with its imports filled in."""

    def find(self, path: str, find_all: Any = False, **kwargs: Any) -> Any:
        """Give the file's place on disk, or a list of one with ``find_all``."""
        found = super().find(path, find_all, **kwargs)
        if not found or not _is_sheet(path):
            return found
        built = str(_build(Path(settings.STATICFILES_DIRS[0]), path))
        return [built] if isinstance(found, list) else built

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # type: ignore[override]
        """List every file for ``collectstatic``."""
        for path, storage in super().list(ignore_patterns):  # type: ignore[arg-type]
            if _is_sheet(path):
                _build(Path(settings.STATICFILES_DIRS[0]), path)
                yield path, FileSystemStorage(location=_shelf())
            else:
                yield path, storage


def _is_sheet(path: str) -> bool:
    return path.startswith(FOLDER) and path.endswith(".css")


def _shelf() -> Path:
    """Where the filled sheets lie: they are derived and may be deleted at any time."""
    return Path(settings.VAR) / "sheets"


def _build(root: Path, path: str) -> Path:
    """Write the filled sheet where it is not there yet or no longer true, in one move: several processes may do so."""
    target = _shelf() / path
    text = filled(root, path)
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, suffix=".new")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(beside).chmod(0o644)
    Path(beside).replace(target)
    return target
