"""Guessing a password is slow, and somebody who mistypes hers is told how long to wait and whom to ask.

django-axes keeps the counts. Here is what it counts: failures at one village's host in the last quarter of an hour, for a name
from one address, for an address whatever the name, and for a name from anywhere. What one village sees counts in no other.
"""

import datetime as dt
import hashlib
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.authentication import known_name
from villages.models import Village
from villages.ownership import attempts_at
from villages.scope import PATH_END, current_village

# Failures after which nobody gets in for a while. A village's hall has one address and eight editors; a name is tried from many
# addresses only by those who have many.
PER_NAME_AND_ADDRESS, PER_ADDRESS, PER_NAME = 5, 30, 60
LIMITS = (PER_NAME_AND_ADDRESS, PER_ADDRESS, PER_NAME)
FULL = 100  # per cent: AXES_FAILURE_LIMIT


def name_hash(name: str) -> str:
    """Give what stands for a name in the table: people type their password there, too."""
    return hashlib.sha256(name.strip().lower().encode()).hexdigest()[:40]


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Give the name that an attempt is counted under: this host's village, then who it is about (AXES_USERNAME_CALLABLE)."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return attempts_at(_site()) + name_hash(known_name(str(typed)))


def _site() -> int:
    scope = current_village()
    return scope.site if scope else 0  # the platform's own host


def log_words(username: str, ip_address: str, user_agent: str, path_info: str, request: HttpRequest) -> str:
    """Say in the server's log where an attempt came from, and nothing of who it was about (AXES_CLIENT_STR_CALLABLE)."""
    return f"{ip_address} at {request.META.get('HTTP_HOST', '')}"


class VillageHandler(AxesDatabaseHandler):
    """django-axes' counts, of one village (AXES_HANDLER)."""

    def filter_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> list[QuerySet]:
        """Give the attempts that count, in the order of `LIMITS`."""
        name, address = get_client_username(request, credentials), request.axes_ip_address  # type: ignore[attr-defined]
        host = attempts_at(_site())
        here = AccessAttempt.objects.filter(username__gte=host, username__lt=host + PATH_END)
        return [
            here.filter(username=name, ip_address=address),
            here.filter(ip_address=address),
            here.filter(username=name),
        ]

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Give how full the fullest of the counts is, in per cent of its limit; 100 and more is locked."""
        counts = zip(LIMITS, self.get_user_attempts(request, credentials), strict=True)
        return max(FULL * _failures(attempts) // limit for limit, attempts in counts)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget the failures of who got in, at this address alone: her success says nothing about others' attempts."""
        number, _by_model = self.filter_user_attempts(request, credentials)[0].delete()
        return int(number)


def _failures(attempts: QuerySet) -> int:
    return attempts.aggregate(number=Sum("failures_since_start"))["number"] or 0


def locked_until(request: HttpRequest) -> dt.datetime | None:
    """Give when the one who was refused may try again (UTC); None for who was not refused."""
    if not getattr(request, "axes_locked_out", False):
        return None
    handler, credentials = VillageHandler(), request.axes_credentials  # type: ignore[attr-defined]
    ends = []
    for limit, attempts in zip(LIMITS, handler.get_user_attempts(request, credentials), strict=True):
        left = _failures(attempts)
        for attempt in attempts.order_by("attempt_time"):
            if left < limit:
                break
            left -= attempt.failures_since_start
            ends.append(attempt.attempt_time + _pause())
    return max(ends, default=timezone.now())


def _pause() -> dt.timedelta:
    pause = get_cool_off()
    assert pause is not None, "AXES_COOLOFF_TIME"
    return pause


def explanation(request: HttpRequest) -> str:
    """Say until when nobody can log in here, and who can help, to who was refused; nothing to others."""
    end = locked_until(request)
    if end is None:
        return ""
    minutes = max(1, ceil((end - timezone.now()).total_seconds() / 60))
    wait = ngettext(
        "There were too many attempts to log in. For safety's sake that is not possible for %(minutes)d minute, until"
        " %(time)s. Your account is still there and nothing is lost.",
        "There were too many attempts to log in. For safety's sake that is not possible for %(minutes)d minutes, until"
        " %(time)s. Your account is still there and nothing is lost.",
        minutes,
    ) % {"minutes": minutes, "time": timezone.localtime(end + dt.timedelta(seconds=59)).strftime("%H:%M")}
    return f"{wait} {_who_helps(request)}"


def _who_helps(request: HttpRequest) -> str:
    village: Village | None = getattr(request, "village", None)
    if village is None:
        return _("Do you not know your password any more? Choose a new one by “Forgotten password?”.")
    return _(
        "Do you not know your password any more? Choose a new one by “Forgotten password?”, or ask the village admin of"
        " %(village)s: with a new password you can log in at once."
    ) % {"village": village.name}


def refuse(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Give the page that explains it the status that says it to machines (RFC 6585, section 4; AXES_LOCKOUT_CALLABLE)."""
    if response is None:
        response = HttpResponse(explanation(request))
    response.status_code = 429
    end = locked_until(request)
    if end is not None:
        response.headers["Retry-After"] = str(max(1, ceil((end - timezone.now()).total_seconds())))
    return response


def forget_failures(name: str) -> None:
    """Let somebody try again whose password is new; within a village, only there."""
    AccessAttempt.objects.filter(username__endswith=name_hash(name)).delete()
