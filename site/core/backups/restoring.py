"""Restoring: first in a scratch database that is compared with the archive's list, then in the place of what is there."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections

from .archive import DATABASE, FILES, Contents, extract, read, unsealed
from .databases import BackupError, copy_rows, insist, migrate, program, scratch_postgres, sqlite_file
from .inventory import inventory


@contextmanager
def _opened(path: Path, identity: Path | None) -> Iterator[tuple[zipfile.ZipFile, Contents, Path]]:
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".restore-") as folder:
        try:
            with zipfile.ZipFile(unsealed(path, Path(folder), identity)) as archive:
                contents = read(archive)
                yield archive, contents, extract(archive, DATABASE, Path(folder) / "database")
        except zipfile.BadZipFile as error:
            raise BackupError(f"{path.name} is no backup, or is damaged: {error}") from error


def check(path: Path, identity: Path | None = None) -> Contents:
    """Restore an archive into a scratch database and compare it with its list, table by table; nothing of the site changes.

    Raises:
        BackupError: the archive is damaged, or holds something else than it says.
    """
    with _opened(path, identity) as (_archive, contents, database):
        _check(contents, database)
        return contents


def _check(contents: Contents, database: Path) -> None:
    if contents.vendor == "sqlite":
        with sqlite_file(database) as alias:
            with connections[alias].cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                if (said := cursor.fetchone()[0]) != "ok":
                    raise BackupError(f"The database in the archive is damaged: {said}")
            insist(contents.tables, inventory(alias), "The scratch database")
        return
    if connection.vendor != "postgresql":
        raise BackupError("This is a backup of PostgreSQL: restore it with a DATABASE_URL of PostgreSQL.")
    with scratch_postgres() as (alias, name):
        program("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(database))
        insist(contents.tables, inventory(alias), "The scratch database")


def restore(path: Path, identity: Path | None = None) -> Contents:
    """Put an archive in the place of this instance's database and uploads. The site's processes must not run.

    A backup of SQLite may go to PostgreSQL. One of an older version is brought to this one. Uploads that the archive does not
    name stay where they are; `tidy_uploads` removes those that no row names.

    Raises:
        BackupError: the archive is damaged or can't go here. Then the database is what it was.
    """
    with _opened(path, identity) as (archive, contents, database):
        _check(contents, database)
        for name, (size, _digest) in contents.files.items():
            _put(archive, name, size)
        if contents.vendor == "sqlite" and connection.vendor == "sqlite":
            _replace_sqlite(database)
        elif contents.vendor == "sqlite":
            with sqlite_file(database) as alias:
                migrate(alias)
                migrate("default")
                copy_rows(alias, "default")
        else:
            program(
                "pg_restore",
                "--no-owner",
                "--clean",
                "--if-exists",
                "--single-transaction",
                f"--dbname={_name()}",
                str(database),
            )
            insist(contents.tables, inventory("default"), "The database")
    migrate("default")
    call_command("update_index", verbosity=0, chunk_size=200)
    call_command("empty_page_cache")
    return contents


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _replace_sqlite(database: Path) -> None:
    """Put the file in its place; the one before is kept beside it."""
    connections["default"].close()
    own = Path(_name())
    own.parent.mkdir(parents=True, exist_ok=True)
    if own.exists():
        own.replace(own.with_suffix(".before-restore"))
    for rest in ("-wal", "-shm"):
        own.with_name(own.name + rest).unlink(missing_ok=True)
    database.replace(own)


def _put(archive: zipfile.ZipFile, name: str, size: int) -> None:
    """Write an upload unless it is there: a name stands for one content."""
    if default_storage.exists(name):
        if default_storage.size(name) == size:
            return
        default_storage.delete(name)
    with archive.open(FILES + name) as member:
        saved = default_storage.save(name, File(member, name=name))  # type: ignore[arg-type]
    if saved != name:
        raise BackupError(f"{name} could not be written under its own name.")
