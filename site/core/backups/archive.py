"""The archive: a zip with the database, every upload, and a list of both; encrypted for a key that need not be here (age)."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyrage
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from .databases import BackupError, snapshot
from .inventory import Inventory

CONTENTS, DATABASE, FILES = "contents.json", "database", "files/"
FORMAT = 1
ATTEMPTS = 3
PART = 1 << 20


@dataclass
class Contents:
    """What an archive holds."""

    made_at: str
    vendor: str  # "sqlite" or "postgresql"
    tables: Inventory
    files: dict[str, list[Any]] = field(default_factory=dict)  # name: size in bytes, SHA-256
    missing: list[str] = field(default_factory=list)  # uploads that rows name and that are nowhere
    database: list[Any] = field(default_factory=list)
    format: int = FORMAT


def write(path: Path, recipient: str = "") -> Contents:
    """Write an archive of the instance as it is at one moment, while it is in use.

    Uploads never change, so they may be read before and after the database: each that the database names at its moment is there.

    Args:
        path: a new file; it appears when it is whole.
        recipient: an age public key (`age1…`).

    Raises:
        BackupError: the key is none, or PostgreSQL's programs fail.
    """
    key = _recipient(recipient)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        plain, copy = Path(folder) / "archive.zip", Path(folder) / "database"
        with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as archive:
            files: dict[str, list[Any]] = {}
            for name in everything():
                _add_upload(archive, name, files)
            missing: set[str] = set()
            for _attempt in range(ATTEMPTS):
                copy.unlink(missing_ok=True)
                tables, named = snapshot(copy)
                before = missing
                missing = {name for name in named - files.keys() if not _add_upload(archive, name, files)}
                if missing == before:  # none, or gone before this backup began
                    break
            contents = Contents(timezone.now().isoformat(), connection.vendor, tables, files, sorted(missing))
            contents.database = _add(archive, DATABASE, _parts_of(copy.open("rb")), zipfile.ZIP_DEFLATED)
            archive.writestr(CONTENTS, json.dumps(contents.__dict__, ensure_ascii=False), zipfile.ZIP_DEFLATED)
        if key is not None:
            sealed = Path(folder) / "archive.age"
            pyrage.encrypt_file(str(plain), str(sealed), [key])
            plain = sealed
        plain.replace(path)
    return contents


def everything(folder: str = "") -> Iterator[str]:
    """Give the names of all uploads in the storage."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from everything(f"{folder}/{name}" if folder else name)


def _add_upload(archive: zipfile.ZipFile, name: str, files: dict[str, list[Any]]) -> bool:
    try:
        file = default_storage.open(name, "rb")
        files[name] = _add(archive, FILES + name, _parts_of(file), zipfile.ZIP_STORED)
    except FileNotFoundError:
        return False
    return True


def _parts_of(file: Any) -> Iterator[bytes]:
    with file:
        while part := file.read(PART):
            yield part


def _add(archive: zipfile.ZipFile, name: str, parts: Iterator[bytes], how: int) -> list[Any]:
    first = next(parts, b"")  # a file that is not there fails here, before the archive has a member for it
    digest, size = hashlib.sha256(first), len(first)
    member = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    member.compress_type = how
    with archive.open(member, "w", force_zip64=True) as out:
        out.write(first)
        for part in parts:
            digest.update(part)
            size += len(part)
            out.write(part)
    return [size, digest.hexdigest()]


def _recipient(text: str) -> Any:
    if not text:
        return None
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BackupError(f"“{text}” is no age public key (age1…): {error}") from error


def unsealed(path: Path, folder: Path, identity_file: Path | None) -> Path:
    """Give the archive without its encryption.

    Raises:
        BackupError: it is encrypted and the key is missing or another one.
    """
    with path.open("rb") as file:
        if not file.read(32).startswith(b"age-encryption.org/"):
            return path
    if identity_file is None:
        raise BackupError(f"{path.name} is encrypted: name the file with its secret key (--identity).")
    lines = identity_file.read_text(encoding="utf-8").splitlines()
    keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    plain = folder / "archive.zip"
    try:
        pyrage.decrypt_file(str(path), str(plain), keys)
    except pyrage.DecryptError as error:
        raise BackupError(f"{path.name} can't be opened with this key, or is damaged: {error}") from error
    return plain


def read(archive: zipfile.ZipFile) -> Contents:
    """Read an archive's list and compare every member with it.

    Raises:
        BackupError: a member is missing, or is not what was written.
    """
    try:
        contents = Contents(**json.loads(archive.read(CONTENTS)))
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"This is no backup, or one of another version: {error}") from error
    expected = {DATABASE: contents.database, **{FILES + name: known for name, known in contents.files.items()}}
    for name, (size, digest) in expected.items():
        found, count = hashlib.sha256(), 0
        try:
            for part in _parts_of(archive.open(name)):
                found.update(part)
                count += len(part)
        except (KeyError, zipfile.BadZipFile) as error:
            raise BackupError(f"{name} is missing or damaged: {error}") from error
        if (count, found.hexdigest()) != (size, digest):
            raise BackupError(f"{name} is damaged.")
    return contents


def extract(archive: zipfile.ZipFile, name: str, to: Path) -> Path:
    """Write a member to a file."""
    with to.open("wb") as out:
        for part in _parts_of(archive.open(name)):
            out.write(part)
    return to
