"""Where uploads stand. A file that is let go of goes when that is committed, and stays if it is rolled back."""

from functools import partial
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import transaction


class GoesWithItsRow:
    """A storage whose files may be in rows that a transaction still stands for."""

    def delete(self, name: str) -> None:
        """Delete a file, after the transaction in which this is asked. What a killed process left is tidied up at night."""
        delete: Any = super().delete  # type: ignore[misc]
        transaction.on_commit(partial(delete, name))

    def throw_away(self, name: str) -> None:
        """Delete a file at once, whatever becomes of the transaction: one that no row ever named."""
        super().delete(name)  # type: ignore[misc]


class MediaFolder(GoesWithItsRow, FileSystemStorage):
    """Uploads on this machine's disk."""
