"""Writing the log: one line says who did what, at which village, from where.

Wagtail logs what happens to pages, photos, people and settings by itself. `note` adds the rest; `LogMiddleware` sees to it that a
screen that changed something without anybody noting it is in the log all the same, and that it changes all or nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.client_address import client_machine
from core.refusals import RefusedError
from core.transactions import whole
from villages.changes import WRITE
from villages.models import User, Village
from villages.scope import current_village, every_village

from .middleware import ADMIN, BEFORE
from .models import LogRow

Deed = LogRow.Deed
LENGTH = 255
READING = {"GET", "HEAD", "OPTIONS"}
TAKES_OUT = {"dorpen:archive"}  # screens that answer with data of a whole village
OWN_TABLES = {"wagtailcore_pagelogentry", "wagtailcore_modellogentry", "security_logrow"}
# What a screen writes without anybody having done anything: who is looking, what was typed and not yet saved, what is derived.
QUIET = {
    "axes_accessattempt",
    "django_session",
    "otp_static_staticdevice",
    "otp_totp_totpdevice",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailusers_userprofile",
    "core_chore",
    "core_villagerendition",
    "django_tasks_database_dbtaskresult",
    "agenda_calendarstamp",
}
_request: ContextVar[HttpRequest | None] = ContextVar("log_request", default=None)


def note(
    deed: Deed,
    *,
    person: User | None = None,
    whom: User | None = None,
    about: str = "",
    place: str = "",
    village: int | None = None,
) -> None:
    """Write a row.

    Args:
        deed: what was done.
        person: who did it; without it whoever this request is from, and nobody where there is no request.
        whom: to whom, where it was done to somebody. At the platform, and in a command, each of her villages gets the row.
        about: what it was about.
        place: the screen's address.
        village: whose log this is for (a village's key); without it the village of this moment, or the platform.
    """
    request = _request.get()
    person = person or _person(request)
    row = {
        "at": timezone.now(),
        "person_id": person.pk if person else None,
        "deed": deed,
        "whom_id": whom.pk if whom else None,
        "about": about[:LENGTH],
        "place": place[:LENGTH],
        "address": client_machine(request) if request else None,
    }
    with every_village():
        LogRow.objects.bulk_create(LogRow(village_id=site, **row) for site in _villages(village, whom, request))


def _person(request: HttpRequest | None) -> User | None:
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user  # type: ignore[no-any-return]
    return getattr(request, "waiting_user", None)


def _villages(village: int | None, whom: User | None, request: HttpRequest | None) -> list[int | None]:
    if village is not None:
        return [village]
    scope, here = current_village(), getattr(request, "village", None)
    if scope is not None or here is not None:
        return [scope.site if scope else here.pk]  # type: ignore[union-attr]
    with every_village():
        known: list[int | None] = (
            list(Village.objects.filter(roles__group__user=whom).distinct().values_list("pk", flat=True))
            if whom
            else []
        )
    return known or [None]


def in_request() -> bool:
    """Say whether somebody asked for what happens now: not a command, a task, or a migration."""
    return _request.get() is not None


class LogMiddleware:
    """Know whose request this is, and note what a screen of the admin changed where nothing more telling was noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note it."""
        token = _request.set(request)
        try:
            if not request.path_info.startswith(ADMIN):
                return self.get_response(request)
            response = self.get_response(request)
            if request.method in READING:
                self._note_taken_out(request, response)
            return response
        finally:
            _request.reset(token)

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        """Let a screen of the admin change what it changes in one transaction, the line about it included.

        What one person sends twice at the same moment is done one after the other.

        Not at the door: what is counted there stays counted, and it is noted as what it is.
        """
        if request.method in READING or not request.path_info.startswith(ADMIN) or request.path_info.startswith(BEFORE):
            return None
        try:
            with whole(view), written_tables() as written:
                _after_her_other_request(request)
                response: HttpResponse = view(request, *args, **kwargs)
                if response.status_code < 400 and written - QUIET and not written & OWN_TABLES:
                    note(
                        Deed.CHANGED, about=_screen(request), place=request.path_info, village=_keepers_village(request)
                    )
        except RefusedError as refused:  # Django asks no middleware about what is raised here
            return refused.answer(request)
        return response

    @staticmethod
    def _note_taken_out(request: HttpRequest, response: HttpResponse) -> None:
        sheet = request.GET.get("export") in ("csv", "xlsx") and "attachment" in response.get("Content-Disposition", "")
        if response.status_code == 200 and (sheet or _screen(request) in TAKES_OUT):
            note(Deed.EXPORTED, about=_screen(request))


def _after_her_other_request(request: HttpRequest) -> None:
    """Wait until what the same person asked a moment ago is done: a second press on a button finds what the first one did.

    SQLite has all who write wait for each other anyway.
    """
    if connection.features.has_select_for_update and connection.in_atomic_block and request.user.pk:
        list(User._base_manager.select_for_update(no_key=True).filter(pk=request.user.pk).values_list("pk"))


def _screen(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _keepers_village(request: HttpRequest) -> int | None:
    """Give the village that a screen of the platform is about: the row stands in its log, and goes when it goes."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    if slug is None or request.village is not None:  # type: ignore[attr-defined]
        return None
    return Village.objects.filter(slug=slug).values_list("pk", flat=True).first()


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Give the tables that statements within the block write to, also in a transaction that is rolled back."""
    seen: set[str] = set()

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if found := WRITE.match(str(sql)):
            seen.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen
