"""Snapshots of a database in use, scratch databases, and the road from SQLite to PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from .inventory import CHUNK, Inventory, differences, inventory, named_files, rows, tables

SCRATCH = "scratch"


class BackupError(Exception):
    """A backup could not be made, or is not what it should be."""


@contextmanager
def opened(**changes: Any) -> Iterator[str]:
    """Give the alias of a connection beside the site's own, to another database of the same kind or (`ENGINE`) another."""
    known = {**connections.settings["default"], "CONN_MAX_AGE": 0, **changes}
    known["OPTIONS"] = {name: value for name, value in known["OPTIONS"].items() if name != "pool"}
    if known["ENGINE"].endswith("sqlite3"):
        known["OPTIONS"] = {"timeout": 60}
    connections.settings[SCRATCH] = known
    try:
        yield SCRATCH
    finally:
        connections[SCRATCH].close()
        del connections[SCRATCH]
        del connections.settings[SCRATCH]


def sqlite_file(path: Path) -> Any:
    """Open an SQLite file as a database beside the site's own."""
    return opened(ENGINE="django.db.backends.sqlite3", NAME=str(path))


def snapshot(path: Path) -> tuple[Inventory, set[str]]:
    """Write the database as it is at one moment, while others write on; gives what it holds and which files it names."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy, pages=2_000, sleep=0.01)
        copy.close()
        with sqlite_file(path) as alias:
            return inventory(alias), named_files(alias)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            number = cursor.fetchone()[0]
        program("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={number}", f"--file={path}")
        return inventory("default"), named_files("default")


def program(name: str, *arguments: str, database: str = "") -> None:
    """Run one of PostgreSQL's own programs on the site's server; `database` is another one there.

    Raises:
        BackupError: it is not installed, or fails.
    """
    known = connection.settings_dict
    path = shutil.which(name) or next(
        (str(found) for found in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if path is None:
        raise BackupError(
            f"{name} is not here: install PostgreSQL's client programs (Debian: apt install postgresql-client)."
        )
    environment = {
        **os.environ,
        "PGHOST": known["HOST"],
        "PGPORT": str(known["PORT"] or 5432),
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
        "PGDATABASE": database or known["NAME"],
    }
    if "sslmode" in known["OPTIONS"]:
        environment["PGSSLMODE"] = known["OPTIONS"]["sslmode"]
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True)  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        raise BackupError(f"{name}: {done.stderr.strip()[-800:]}")


@contextmanager
def scratch_postgres() -> Iterator[tuple[str, str]]:
    """Give the alias and the name of an empty database on the site's own server, dropped at the end.

    Raises:
        BackupError: the site's user may not make a database (`ALTER ROLE … CREATEDB`).
    """
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    program(
        "psql",
        "-q",
        "-c",
        f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
    )
    try:
        with opened(NAME=name) as alias:
            yield alias, name
    finally:
        program("psql", "-q", "-c", f'DROP DATABASE "{name}"')


def insist(expected: Inventory, found: Inventory, what: str) -> None:
    """Stop where a database does not hold what it should.

    Raises:
        BackupError: it does not.
    """
    wrong = differences(expected, found)
    if wrong:
        raise BackupError(f"{what} is not what was written: {'; '.join(wrong[:5])}.")


def copy_rows(source: str, target: str) -> None:
    """Put every row of one database in the place of those of another, in one transaction, and compare before it counts."""
    connection = connections[target]
    known = tables()
    with transaction.atomic(using=target):
        with connection.cursor() as cursor:
            names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in known)
            derived = [name for name in connection.introspection.table_names() if name.startswith("wagtailsearch_")]
            cursor.execute(f"TRUNCATE {', '.join([names, *map(connection.ops.quote_name, derived)])} CASCADE")
        for model in known:
            fields = list(model._meta.local_concrete_fields)
            batch: list[Any] = []
            for row in rows(model, fields, source):
                thing = model.__new__(model)
                thing.__dict__.update(_state(model))
                thing.__dict__.update(zip((field.attname for field in fields), row, strict=True))
                batch.append(thing)
                if len(batch) >= CHUNK:
                    model._base_manager.using(target)._insert(batch, fields=fields, using=target, raw=True)  # type: ignore[attr-defined]
                    batch = []
            if batch:
                model._base_manager.using(target)._insert(batch, fields=fields, using=target, raw=True)  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), known):
                cursor.execute(sql)
        insist(inventory(source), inventory(target), "The new database")


def _state(model: Any) -> dict[str, Any]:
    from django.db.models.base import ModelState

    return {"_state": ModelState()}


def migrate(alias: str) -> None:
    """Bring a database to this version."""
    call_command("migrate", database=alias, interactive=False, verbosity=0)
