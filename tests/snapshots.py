"""A database as it was at a moment, put back in milliseconds: what a test that really writes leaves behind is gone."""

import copy
import sqlite3
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from villages.versions import renew


class Snapshot:
    """The rows of the tests' database as they are now. Both ways go outside of a transaction."""

    def __init__(self) -> None:
        self._kept: Any = _SqliteCopy() if connection.vendor == "sqlite" else _SchemaCopy()

    def put_back(self) -> None:
        """Have the database as it was; what processes remember of it is not shown any more."""
        self._kept.put_back()
        ContentType.objects.clear_cache()
        renew()


class _SqliteCopy:
    def __init__(self) -> None:
        connection.ensure_connection()
        self.rows = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.rows)

    def put_back(self) -> None:
        connection.ensure_connection()
        self.rows.backup(connection.connection)


class _SchemaCopy:
    """Copies of all tables in a schema beside them: rows go to and fro without leaving PostgreSQL."""

    made = 0

    def __init__(self) -> None:
        type(self).made += 1
        self.schema = f"kept_{self.made}"
        with transaction.atomic(), connection.cursor() as cursor:
            self.tables = connection.introspection.table_names(cursor)
            cursor.execute(f"CREATE SCHEMA {self.schema}")
            for table in self.tables:
                cursor.execute(f'CREATE TABLE {self.schema}."{table}" AS TABLE public."{table}"')
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
            self.numbers = cursor.fetchall()
            cursor.execute(
                "SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
                " WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY table_name"
            )
            self.columns = dict(cursor.fetchall())

    def put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:  # TRUNCATE would wait for a reader that a browser has left, and he for it
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 (names of ours)
            for table in self.tables:
                columns = self.columns[table]
                cursor.execute(
                    f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {self.schema}."{table}"'  # noqa: S608 (names of ours)
                )
            for sequence, last in self.numbers:
                cursor.execute("SELECT setval(%s, %s, %s)", [f'"{sequence}"', last or 1, last is not None])


class Worlds:
    """What several tests begin with, made once; each gets the database and the objects as they were when it was made."""

    def __init__(self) -> None:
        self.migrated = Snapshot()
        self._made: dict[Any, tuple[Snapshot, Any]] = {}

    def begin_with(self, make: Callable[..., Any], *arguments: Any) -> Any:
        """Give what `make` gives, in a database that holds what the migrations put there and what it made."""
        key = (make, arguments)
        if key not in self._made:
            self.migrated.put_back()
            made = make(*arguments)
            self._made[key] = Snapshot(), made
        else:
            self._made[key][0].put_back()
        return copy.deepcopy(self._made[key][1])
