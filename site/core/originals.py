"""Uploaded photos as files on this machine, for the press: its process reads paths and knows no storage."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models.fields.files import FieldFile

KEPT = 2_000  # copies; those used least recently go first
MARK = Path("originals")  # a relative path: the same in every process, wherever each keeps its copies
Thing = TypeVar("Thing")


def original_path(file: FieldFile) -> Path:
    """Give the path of an upload; for one in a bucket, a mark that `bring` makes the path of a copy."""
    if isinstance(_storage(), FileSystemStorage):
        return Path(file.path)
    return MARK / str(file.name)


def bring(thing: Thing) -> Thing:
    """Give dataclasses with the paths of copies on this machine, fetched where they are not here yet.

    An upload never changes under its name, so a copy stays true. One that is gone from the bucket has no copy.
    """
    if isinstance(_storage(), FileSystemStorage):
        return thing
    brought: Thing = _with_copies(thing)
    _tidy()
    return brought


def _with_copies(thing: Any) -> Any:
    if isinstance(thing, Path):
        return _copy(thing.relative_to(MARK)) if thing.is_relative_to(MARK) else thing
    if is_dataclass(thing) and not isinstance(thing, type):
        own = {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
        changed = {name: new for name, old in own.items() if (new := _with_copies(old)) is not old}
        return replace(thing, **changed) if changed else thing
    if type(thing) in (tuple, list):
        parts = [_with_copies(part) for part in thing]
        return type(thing)(parts) if any(map(lambda new, old: new is not old, parts, thing)) else thing
    return thing


def _copy(name: Path) -> Path:
    path = _folder() / name
    if path.exists():
        os.utime(path)
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        try:
            with default_storage.open(name.as_posix(), "rb") as original:
                for part in original.chunks():
                    beside.write(part)
        except FileNotFoundError:
            Path(beside.name).unlink()
            return path
    Path(beside.name).replace(path)
    return path


def _tidy() -> None:
    copies = list(_copies())
    if len(copies) > KEPT:
        for old in sorted(copies, key=lambda copy: copy.stat().st_mtime)[: len(copies) - KEPT]:
            old.unlink(missing_ok=True)


def _copies() -> Iterator[Path]:
    return (path for path in _folder().rglob("*") if path.is_file())


def _storage() -> Any:
    return getattr(default_storage, "_wrapped", default_storage)


def _folder() -> Path:
    return Path(settings.VAR) / MARK
