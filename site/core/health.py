"""Is the site well? `/gezond/leeft/` says that a process answers, `/gezond/` whether all that it needs does too.

Both answer at every host, without a village and without HTTPS: a load balancer or a monitor on the same network asks. They say
what is well and what is not, never more.
"""

import datetime as dt
import logging
import shutil
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

LIVE, READY = "/gezond/leeft/", "/gezond/"
KEPT_SECONDS = 2.0  # answers are kept so long: asking often costs nothing
FREE_BYTES = 100 * 1024 * 1024
QUEUE_SECONDS = 15 * 60  # a task that waits longer has no worker
log = logging.getLogger(__name__)


class HealthMiddleware:
    """Answer the two addresses before anything else looks at the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._until = 0.0
        self._answer: dict[str, bool] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with 200 where all is well and 503 where something is not."""
        if request.path_info == LIVE:
            return _said({"process": True})
        if request.path_info == READY:
            with self._lock:
                if time.monotonic() >= self._until:
                    self._answer = health()
                    self._until = time.monotonic() + KEPT_SECONDS
                return _said(self._answer)
        return self.get_response(request)


def _said(parts: dict[str, bool]) -> HttpResponse:
    well = all(parts.values())
    body = {"well": well, **{name: "ok" if good else "fails" for name, good in parts.items()}}
    return JsonResponse(body, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def health() -> dict[str, bool]:
    """Look at each part: whether it answers now."""
    return {name: _try(name, look) for name, look in PARTS.items()}


def _try(name: str, look: Callable[[], bool]) -> bool:
    try:
        return look()
    except Exception:  # whatever a client raises: the part does not answer
        log.exception("The health check of %s failed", name)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    """The cache that tells processes of each other's changes; one that each process has for itself cannot be away."""
    if "versions" not in settings.CACHES:
        return True
    caches["versions"].get("health")
    return True


def _storage() -> bool:
    """There is room on this machine, and the bucket answers where there is one."""
    place = Path(settings.VAR)
    place.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place).free < FREE_BYTES:
        return False
    if not isinstance(default_storage._wrapped, FileSystemStorage):  # type: ignore[attr-defined]
        default_storage.exists("health")
    return True


def _tasks() -> bool:
    """No task waits for a worker that is not there."""
    from django_tasks_db.models import DBTaskResult

    from .tasks import backends_of_workers

    if not backends_of_workers():
        return True
    before = timezone.now() - dt.timedelta(seconds=QUEUE_SECONDS)
    return not DBTaskResult.objects.ready().filter(enqueued_at__lt=before).exists()


@cache
def _code() -> bool:
    """What `collectstatic` makes was there as this process began: the names of static files, and the words of the interface."""
    from .management.commands.compile_catalogues import catalogues

    named = bool(getattr(staticfiles_storage, "hashed_files", True))
    return named and all(source.with_suffix(".mo").exists() for source in catalogues())


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "cache": _cache,
    "storage": _storage,
    "tasks": _tasks,
    "code": _code,
}
