"""Rendering in a process of its own, with limits of time and memory, its fonts warm.

``run(job, *args)`` in a web process asks a persistent child, started on first use and again after it was stopped. The
child never imports Django. Run as a program, this module is that child: requests and answers go through its standard
input and output, each a length (4 bytes) and a pickle.
"""

from __future__ import annotations

import atexit
import os
import pickle
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from press.document import Article, Edition, Layout
from press.errors import PressError, PressOutOfMemory, PressTimeout
from press.plan import PressResult
from press.progress import announce, listening

SECONDS = 60.0
MEMORY_MB = 1_500
# What the engine remembers of the texts it set makes the next change of an edition four times cheaper, and grows.
KEPT_MEMORY_MB = 300
ARTICLE_SECONDS = 10.0
JOBS_PER_PROCESS = 100

_HEADER = struct.Struct(">L")


class PressWorker:
    """One child process; callers wait for their turn. A child that has grown large makes place for a new one."""

    def __init__(self, memory_mb: int = MEMORY_MB) -> None:
        self.memory_mb = memory_mb
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def run(self, function: Callable[..., Any], *args: Any, seconds: float = SECONDS, **kwargs: Any) -> Any:
        """What ``function`` of the press gives, worked out in the child.

        Stages that the child announces are announced here too. Raises what the function raised, ``PressTimeout`` after
        ``seconds``, ``PressOutOfMemory`` where the child died.
        """
        with self._lock:
            if self._process is None or self._process.poll() is not None or self._jobs >= JOBS_PER_PROCESS:
                self._start()
            self._jobs += 1
            try:
                _write(self._pipe("stdin"), (function, args, kwargs))
                deadline = time.monotonic() + seconds
                while (answer := _read_until(self._pipe("stdout"), deadline))[0] == "stage":
                    announce(*answer[1])
            except TimeoutError:
                self._stop()
                raise PressTimeout(f"Printing took longer than {seconds:.0f} seconds and was stopped.") from None
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                self._stop()
                raise PressOutOfMemory("Printing needed too much memory and was stopped.") from None
            kind, value, grown = answer
            if grown:
                self._stop()
        if kind == "error":
            raise value
        return value

    def stop(self) -> None:
        """Ends the child; the next job starts a new one."""
        with self._lock:
            self._stop()

    def _pipe(self, name: str) -> Any:
        assert self._process is not None
        return getattr(self._process, name)

    def _start(self) -> None:
        self._stop()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            "PRESS_MEMORY_MB": str(self.memory_mb),
            "LC_ALL": "C.UTF-8",
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell, no input in the command
            [sys.executable, "-m", "press.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._jobs = 0

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


_worker: PressWorker | None = None
_worker_lock = threading.Lock()


def shared_worker() -> PressWorker:
    """The worker of this process; a forked server process gets its own."""
    global _worker
    with _worker_lock:
        if _worker is None or getattr(_worker, "pid", None) != os.getpid():
            _worker = PressWorker()
            _worker.pid = os.getpid()  # type: ignore[attr-defined]
            atexit.register(_worker.stop)
        return _worker


def print_edition(
    edition: Edition,
    layout: Layout,
    *,
    thumbnail_ppi: float = 0,
    seconds: float = SECONDS,
    worker: PressWorker | None = None,
) -> PressResult:
    """``render_edition`` in the worker. Over a limit, the error names the article that goes over it by itself, if any."""
    from press.typeset import render_edition

    worker = worker or shared_worker()
    try:
        result: PressResult = worker.run(render_edition, edition, layout, thumbnail_ppi=thumbnail_ppi, seconds=seconds)
    except (PressTimeout, PressOutOfMemory) as error:
        error.article = article_at_fault(edition, layout, worker, min(ARTICLE_SECONDS, seconds))
        raise
    return result


def print_article(
    edition: Edition,
    article: Article,
    layout: Layout,
    *,
    seconds: float = ARTICLE_SECONDS,
    worker: PressWorker | None = None,
) -> tuple[bytes, ...]:
    """``render_article`` in the worker, for a preview: pages as SVG."""
    from press.typeset import render_article

    pages: tuple[bytes, ...] = (worker or shared_worker()).run(
        render_article, edition, article, layout, seconds=seconds
    )
    return pages


def article_at_fault(edition: Edition, layout: Layout, worker: PressWorker, seconds: float) -> str:
    """The id of the first article, longest first, that can't be set on its own within the limits; "" where all can."""
    from press.typeset import render_edition

    bare = replace(
        edition,
        notices=(),
        agenda=(),
        recurring=(),
        nearby=(),
        nearby_recurring=(),
        adverts=(),
        foreword="",
        colophon=(),
    )
    announce("search")
    for article in sorted(edition.articles, key=lambda a: len(repr(a)), reverse=True)[:4]:
        try:
            worker.run(render_edition, replace(bare, articles=(article,)), layout, seconds=seconds)
        except PressError:
            return article.id
    return ""


def _write(pipe: Any, value: Any) -> None:
    data = pickle.dumps(value)
    pipe.write(_HEADER.pack(len(data)) + data)
    pipe.flush()


def _read_until(pipe: Any, deadline: float) -> Any:
    """The next message of the child. Raises ``TimeoutError`` and, where the child is gone, ``EOFError``."""
    handle = pipe.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)

        def take(count: int) -> bytes:
            parts = bytearray()
            while len(parts) < count:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise TimeoutError
                part = os.read(handle, min(count - len(parts), 1 << 20))
                if not part:
                    raise EOFError
                parts += part
            return bytes(parts)

        (length,) = _HEADER.unpack(take(_HEADER.size))
        return pickle.loads(take(length))  # noqa: S301 - written by our own child


def serve() -> None:
    """The child's loop: one request after the other until standard input ends; each answer says whether it has grown large."""
    limit = int(os.environ.get("PRESS_MEMORY_MB", MEMORY_MB)) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    source = sys.stdin.buffer
    # Whatever a library prints must not land between the messages.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while header := source.read(_HEADER.size):
        (length,) = _HEADER.unpack(header)
        function, args, kwargs = pickle.loads(source.read(length))  # noqa: S301 - written by our own parent
        try:
            with listening(lambda *stage: _write(target, ("stage", stage))):
                answer = ("value", function(*args, **kwargs))
        except PressError as error:
            answer = ("error", error)
        except MemoryError:
            answer = ("error", PressOutOfMemory("Printing needed too much memory and was stopped."))
        except Exception as error:
            answer = ("error", PressError(f"{type(error).__name__}: {error}"))
        _write(target, (*answer, _memory_mb() > KEPT_MEMORY_MB))


def _memory_mb() -> float:
    """The memory that this process holds; where the system keeps no ``/proc``, the most that it has held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1024 / (1024 if sys.platform == "darwin" else 1)
    return pages * resource.getpagesize() / 1024**2


if __name__ == "__main__":
    serve()
