"""A task backend for one machine: a task runs in a thread of the process that asked for it, after the answer has gone out."""

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import Any

from django.db import close_old_connections, transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

THREADS = 2


class ThreadBackend(ImmediateBackend):
    """Runs each task in one of a few threads; what waits when the process stops is lost.

    For work that mostly waits for another process, and that can be asked for again. What is asked for in a transaction begins
    after it. The thread begins outside every village: a task that reads rows enters its own.
    """

    supports_async_task = False

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.options.get("THREADS", THREADS), thread_name_prefix=f"tasks-{self.alias}")

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        transaction.on_commit(partial(self._pool.submit, self._run, task_result))  # a thread sees what is committed

    def _run(self, task_result: TaskResult[Any]) -> None:
        try:
            super()._execute_task(task_result)
        finally:
            close_old_connections()
