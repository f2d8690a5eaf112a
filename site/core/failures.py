"""What failed beneath us, when a request fails: the database, the place of the uploads, or the room on the disk."""

import errno
from collections.abc import Iterator
from typing import Literal

from django.db import InterfaceError, OperationalError

Part = Literal["database", "storage", "disk"]
FULL = {errno.ENOSPC, errno.EDQUOT}
FULL_WORDS = ("disk is full", "no space left on device", "diskfull")  # SQLite's, the system's, PostgreSQL's
STORAGE = ("botocore.", "boto3.", "s3transfer.")


def failed_part(error: BaseException | None) -> Part | None:
    """Say which part an exception, or what caused it, comes from; None for any other failure."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in FULL:
            return "disk"
        if isinstance(cause, OperationalError | InterfaceError):
            words = f"{type(cause.__cause__).__name__} {cause}".lower()
            return "disk" if any(full in words for full in FULL_WORDS) else "database"
        if type(cause).__module__.startswith(STORAGE):
            return "storage"
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
