"""Where finished papers lie: a folder of this machine, or a bucket where processes of several machines print and read."""

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from villages.scope import every_village


class ShelfFile(Protocol):
    """What readers of a paper need of its files; a path has it."""

    def exists(self) -> bool:
        """Tell whether it is there."""

    def open(self, mode: str) -> Any:
        """Open it for reading bytes."""

    def read_bytes(self) -> bytes:
        """Give all of it."""


class FolderShelf:
    """Files by name in a folder on this machine, a folder for each paper."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, name: str) -> Path:
        """Give the file's path."""
        return self.root / name

    def age_seconds(self, name: str) -> float | None:
        """Give how long ago a file was written or touched; None where it is not there."""
        try:
            return time.time() - self.file(name).stat().st_mtime
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file in one move."""
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_bytes(data)
        draft.replace(path)

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that is not there yet; False where somebody else was first."""
        path = self.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                file.write(data)
        except FileExistsError:
            return False
        return True

    def remove(self, name: str) -> None:
        """Remove a file."""
        self.file(name).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all in it; the empty name is everything."""
        shutil.rmtree(self.root / folder, ignore_errors=True)

    def touch(self, name: str) -> None:
        """Say that somebody read a file."""
        self.file(name).touch()

    def by_age(self, name: str) -> list[str]:
        """Give the folders that have a file of this name, the youngest first."""
        found = sorted(self.root.glob(f"*/{name}"), key=lambda path: path.stat().st_mtime, reverse=True)
        return [path.parent.name for path in found]


class BucketShelf:
    """A bucket. Who is first is decided by the cache that all share."""

    LOCK_SECONDS = 150

    def __init__(self, storage: Any) -> None:
        self.storage = storage

    def file(self, name: str) -> "BucketShelfFile":
        """Give the file."""
        return BucketShelfFile(self.storage, name)

    def age_seconds(self, name: str) -> float | None:
        """Give how long ago a file was written; None where it is not there."""
        try:
            return time.time() - self.storage.stream(name).modified.timestamp()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file: an object appears when it is whole."""
        self.storage.delete(name)
        self.storage.save(name, ContentFile(data))

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that is not there yet; False where somebody else was first."""
        with every_village():
            if not cache.add(f"shelf:{name}", 1, self.LOCK_SECONDS):
                return False
        self.write(name, data)
        return True

    def remove(self, name: str) -> None:
        """Remove a file."""
        with every_village():
            cache.delete(f"shelf:{name}")
        self.storage.delete(name)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all in it; the empty name is everything."""
        for name in list(self._names(folder)):
            self.remove(name)

    def touch(self, name: str) -> None:
        """An object can't be touched: here the oldest goes first, read or not."""

    def by_age(self, name: str) -> list[str]:
        """Give the folders that have a file of this name, the youngest first."""
        found = sorted(self._objects(""), key=lambda entry: entry.last_modified, reverse=True)
        return [entry.key.split("/")[-2] for entry in found if entry.key.endswith(f"/{name}")]

    def _objects(self, folder: str) -> Iterator[Any]:
        prefix = "/".join(filter(None, (self.storage.location, folder))) + "/"
        yield from self.storage.bucket.objects.filter(Prefix=prefix)

    def _names(self, folder: str) -> Iterator[str]:
        for entry in self._objects(folder):
            yield entry.key.removeprefix(f"{self.storage.location}/")


class BucketShelfFile:
    """A file in a bucket."""

    def __init__(self, storage: Any, name: str) -> None:
        self.storage, self.name = storage, name

    def exists(self) -> bool:
        """Tell whether it is there."""
        return bool(self.storage.exists(self.name))

    def open(self, mode: str) -> io.BytesIO:
        """Give it as a file in memory: a paper is a few megabytes."""
        return io.BytesIO(self.read_bytes())

    def read_bytes(self) -> bytes:
        """Give all of it.

        Raises:
            FileNotFoundError: it is not there.
        """
        file = self.storage.stream(self.name)
        try:
            return b"".join(iter(lambda: file.read(1 << 20), b""))
        finally:
            file.close()


def shelf() -> FolderShelf | BucketShelf:
    """Give the shelf that the settings ask for."""
    if "shelf" in settings.STORAGES:
        return BucketShelf(storages["shelf"])
    return FolderShelf(Path(settings.VAR) / "press")
