"""Tasks in threads: the one who asks does not wait, and a task that fails stops nobody."""

import threading

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


def test_who_asks_does_not_wait_and_a_failure_stops_nobody(db):
    backend = ThreadBackend("threads", {"OPTIONS": {"THREADS": 1}})
    backend.enqueue(stumble, [], {})
    backend.enqueue(wait_and_say, [], {})
    assert not DONE.is_set()
    HELD.set()
    assert DONE.wait(10)
    assert len(SEEN) == 1
