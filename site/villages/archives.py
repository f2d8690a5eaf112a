"""What an archive of a village is: a zip that names each of its members with size and SHA-256, and reading one back.

`inhoud.json` is that list. It also says in which format the archive is, and with which migrations the rows were written: only an
instance that has the same ones can read them (`villages.importing`).
"""

import hashlib
import json
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.migrations.loader import MigrationLoader

CONTENTS, ABOUT = "inhoud.json", "dorp.json"
PAGES, ROWS, FILES = "paginas/", "rijen/", "bestanden/"
FORMAT = 2
PART = 1 << 20
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    AttributeError,
    ValueError,
)


class ExportError(Exception):
    """The archive is not what it should be; nothing may be removed on the strength of it."""


@dataclass(frozen=True)
class Archive:
    """What was written and read back."""

    path: Path
    pages: int
    files: int
    rows: int


@cache
def migrations_here() -> dict[str, str]:
    """Give the newest migration of each app."""
    return dict(sorted(MigrationLoader(None).graph.leaf_nodes()))


def read_back(path: Path) -> Archive:
    """Read an archive from beginning to end and compare it with its own list.

    Raises:
        ExportError: a member is missing, too many, or damaged, or the list is none.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            contents = json.loads(archive.read(CONTENTS))
            return _compared(path, archive, contents)
    except UNREADABLE as error:
        raise ExportError(f"{path.name} can't be read: {error}") from error


def _compared(path: Path, archive: zipfile.ZipFile, contents: dict[str, Any]) -> Archive:
    members: dict[str, dict[str, Any]] = contents["members"]
    if sorted(archive.namelist()) != sorted([*members, CONTENTS]):
        raise ExportError(f"{path.name} does not hold what its list says.")
    lines = {}
    for name, expected in members.items():
        digest, size, newlines = hashlib.sha256(), 0, 0
        with archive.open(name) as member:
            while part := member.read(PART):
                digest.update(part)
                size, newlines = size + len(part), newlines + part.count(b"\n")
        if (size, digest.hexdigest()) != (expected["size"], expected["sha256"]):
            raise ExportError(f"{name} in {path.name} is damaged.")
        lines[name] = newlines
    for label, count in contents["rows"].items():
        if lines.get(f"{ROWS}{label}.jsonl") != count:
            raise ExportError(f"{path.name} holds too few rows of {label}.")
    pages = sum(name.startswith(PAGES) for name in members)
    files = sum(name.startswith(FILES) for name in members)
    return Archive(path, pages, files, sum(contents["rows"].values()))
