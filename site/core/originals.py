"""Uploaded photos as files on this machine, for the press: its process reads paths and knows no storage."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models.fields.files import FieldFile

KEPT = 2_000  # copies; those used least recently go first


def original_path(file: FieldFile) -> Path:
    """Give the path of an upload; for one in a bucket, where `bring` will put its copy."""
    if isinstance(_storage(), FileSystemStorage):
        return Path(file.path)
    return _folder() / str(file.name)


def bring(*things: Any) -> None:
    """Fetch the copies that are not here yet of all paths in these dataclasses. A file that is gone is left out.

    An upload never changes under its name, so a copy stays true.
    """
    if isinstance(_storage(), FileSystemStorage):
        return
    folder = _folder()
    for path in {path for path in _paths(things) if path.is_relative_to(folder)}:
        if path.exists():
            os.utime(path)
        else:
            _fetch(path, path.relative_to(folder).as_posix())
    copies = [path for path in folder.rglob("*") if path.is_file()]
    if len(copies) > KEPT:
        for old in sorted(copies, key=lambda copy: copy.stat().st_mtime)[: len(copies) - KEPT]:
            old.unlink(missing_ok=True)


def _fetch(path: Path, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        try:
            with default_storage.open(name, "rb") as original:
                for part in original.chunks():
                    beside.write(part)
        except FileNotFoundError:
            Path(beside.name).unlink()
            return
    Path(beside.name).replace(path)


def _paths(thing: Any) -> Iterator[Path]:
    if isinstance(thing, Path):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _paths(getattr(thing, field.name))
    elif isinstance(thing, list | tuple | set | frozenset):
        for part in thing:
            yield from _paths(part)
    elif isinstance(thing, dict):
        yield from _paths(list(thing.values()))


def _storage() -> Any:
    return getattr(default_storage, "_wrapped", default_storage)


def _folder() -> Path:
    return Path(settings.VAR) / "originals"
