"""A request that changes something changes all of it or nothing: one transaction around its view.

Django's own `ATOMIC_REQUESTS` does the same for every view of a database, also for those that only read, and on SQLite each would
wait for the one that writes. So `core` gives the transaction, and who knows which requests change something asks for it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction


def whole(view: Callable[..., Any]) -> AbstractContextManager[Any]:
    """Give a transaction for a view: an exception undoes what it did.

    A view that is marked with Django's `transaction.non_atomic_requests` gets none. It waits for something else than the database
    (a mail server, the press, another site), which is no time to keep all others from writing; it makes whole by itself what it
    writes.
    """
    if DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ()):
        return nullcontext()
    return transaction.atomic()
