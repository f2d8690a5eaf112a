"""Tasks in threads: the one who asks does not wait, and a task that fails stops nobody."""

import threading

import pytest
from django.db import transaction
from django_tasks import task

from core.threads import ThreadBackend
from villages.scope import current

HELD, DONE = threading.Event(), threading.Event()
SEEN: list[object] = []


@task()
def wait_and_say() -> None:
    HELD.wait(10)
    SEEN.append(current())
    DONE.set()


@task()
def stumble() -> None:
    raise ValueError("a task that goes wrong")


def test_who_asks_does_not_wait_and_a_failure_stops_nobody(db, django_capture_on_commit_callbacks):
    backend = ThreadBackend("threads", {"OPTIONS": {"THREADS": 1}})
    with django_capture_on_commit_callbacks(execute=True):
        backend.enqueue(stumble, [], {})
        backend.enqueue(wait_and_say, [], {})
    assert not DONE.is_set()
    HELD.set()
    assert DONE.wait(10)
    assert len(SEEN) == 1


def test_what_is_asked_for_in_a_transaction_begins_after_it_and_not_if_that_fails(
    db, django_capture_on_commit_callbacks
):
    backend = ThreadBackend("threads", {})
    with django_capture_on_commit_callbacks() as begun:
        with pytest.raises(ValueError, match="undone"), transaction.atomic():
            backend.enqueue(wait_and_say, [], {})
            raise ValueError("undone")
        assert begun == []
        backend.enqueue(wait_and_say, [], {})
    assert len(begun) == 1
