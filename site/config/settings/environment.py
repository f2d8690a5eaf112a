"""Reading settings from environment variables, so that what is wrong is said at once, in one message, by the variable's name."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Writers wait for each other instead of failing: https://www.sqlite.org/wal.html, and Django's "transaction_mode". The system
# keeps the file in memory once for all processes: a larger cache, or a mapping, took 50 MB a process and saved no CPU.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-1024; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;",
}
POOL_WAIT_SECONDS = (
    5  # how long a request waits for a connection: a visitor would rather hear that it does not work now
)
CONNECT_SECONDS = 3


class Environment:
    """Environment variables, and what is wrong with them. Ask for all of them, then `stop_if_wrong`."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.wrong: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Give a variable; one that is empty counts as one that is not there."""
        return os.environ.get(name, "").strip() or default

    def required(self, name: str) -> str:
        """Give a variable that has to be there."""
        value = self.text(name)
        if not value:
            self.missing.append(name)
        return value

    def number(self, name: str, default: int) -> int:
        """Give a variable that is a whole number."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            self.wrong.append(f"{name} must be a whole number, not “{value}”.")
            return default
        return int(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """Give a variable that is 1 or 0."""
        value = self.text(name, "1" if default else "0")
        if value not in ("0", "1"):
            self.wrong.append(f"{name} must be 1 or 0, not “{value}”.")
        return value == "1"

    def one_of(self, name: str, value: str, beginnings: tuple[str, ...]) -> None:
        """Note that a variable does not begin as it should."""
        if value and not value.startswith(beginnings):
            self.wrong.append(f"{name} must begin with {' or '.join(beginnings)}.")

    def stop_if_wrong(self) -> None:
        """Stop, naming everything that is missing or wrong.

        Raises:
            ImproperlyConfigured: something is.
        """
        lines = list(self.wrong)
        if self.missing:
            lines.insert(
                0, f"Set the environment variables {', '.join(self.missing)}: production does not start without them."
            )
        if lines:
            raise ImproperlyConfigured(" ".join([*lines, "The README says what each variable is for."]))


def database(var: Path, *, pool: bool = True) -> dict[str, Any]:
    """Give the database that `DATABASE_URL` names, or SQLite in `var`; PostgreSQL with a pool of connections for each process.

    `DATABASE_POOL` is how many connections a process may hold, 8 without it: one for each of its threads, and some to spare.
    """
    found: dict[str, Any] = dict(dj_database_url.config(default=f"sqlite:///{var / 'dorpsplein.sqlite3'}"))
    options: dict[str, Any] = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        options.update(SQLITE_OPTIONS)
        found["CONN_MAX_AGE"] = None
    elif found["ENGINE"] == "django.db.backends.postgresql":
        options.setdefault("connect_timeout", CONNECT_SECONDS)
        found["CONN_HEALTH_CHECKS"] = True
        found["CONN_MAX_AGE"] = 0  # the pool keeps them
        if pool:
            size = Environment().number("DATABASE_POOL", 8)
            options["pool"] = {"min_size": 1, "max_size": max(1, size), "timeout": POOL_WAIT_SECONDS}
    return found
