"""One look at a calendar of an association: fetch or take the file, read, apply, remember how it went."""

import datetime as dt
import logging
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from agenda.incoming.applying import apply
from agenda.incoming.events import UnreadableError
from agenda.incoming.fetching import fetch
from agenda.incoming.network import RefusedError
from agenda.incoming.reading import read_calendar
from agenda.models import AgendaPage, CalendarSource
from agenda.models.looking import LONGEST
from villages.scope import scoped

logger = logging.getLogger(__name__)
# A rule that ours cannot say was read as a list of dates: after a week more of them are asked for.
LISTS_LAST = dt.timedelta(days=7)
Outcome = CalendarSource.Outcome


def look(source: CalendarSource, data: bytes | None = None, now: dt.datetime | None = None) -> CalendarSource:
    """Look at a calendar, or read the file that was given for it; how it went stands in the source afterwards.

    Runs within the source's village, and lets no error out: a calendar that is broken must not keep the others waiting.
    Where somebody else looks at it already nothing happens; who asks in the meantime (`asked_at`) is served right after.
    """
    language = source.village.site.root_page.locale.language_code
    with scoped(source.village.scope()), translation.override(language):
        while _claim(source):
            asked_at = source.asked_at
            if data is None and source.waiting_file is not None:
                data = bytes(source.waiting_file)
            _look_once(source, data, now or timezone.now())
            _row(source).filter(asked_at=asked_at).update(asked_at=None, waiting_file=None)
            source.refresh_from_db(fields=["asked_at", "waiting_file"])
            data = None
            if source.asked_at is None:
                break
    return source


def _row(source: CalendarSource) -> QuerySet[CalendarSource]:
    return CalendarSource.objects.filter(pk=source.pk)


def _claim(source: CalendarSource) -> bool:
    """Become the one who looks, and read what the source says by now; False where somebody else is at it."""
    now = timezone.now()
    free = Q(looking_since=None) | Q(looking_since__lt=now - LONGEST)
    if not _row(source).filter(free).update(looking_since=now, events_total=0, events_done=0):
        return False
    source.refresh_from_db()
    return True


def _look_once(source: CalendarSource, data: bytes | None, now: dt.datetime) -> None:
    try:
        outcome, report = _look(source, data, now)
    except (RefusedError, UnreadableError) as error:
        outcome, report = Outcome.FAILED, {"error": error.code, "detail": getattr(error, "detail", "")}
    except Exception:
        logger.exception("Calendar %s of village %s", source.pk, source.village_id)
        outcome, report = Outcome.FAILED, {"error": "broken"}
    source.checked_at, source.outcome, source.report, source.looking_since = now, outcome, report, None
    names = ("checked_at", "outcome", "report", "etag", "last_modified", "read_again_at", "looking_since")
    _row(source).update(**{name: getattr(source, name) for name in names})


def _look(source: CalendarSource, data: bytes | None, now: dt.datetime) -> tuple[str, dict[str, Any]]:
    home = source.village.site.root_page
    agenda = AgendaPage.objects.child_of(home).live().order_by("path").first()
    if agenda is None:
        return Outcome.FAILED, {"error": "no_agenda"}
    if data is None:
        if not source.url:
            return source.outcome, source.report
        again = source.outcome == Outcome.FAILED or (source.read_again_at is not None and source.read_again_at <= now)
        known = ("", "") if again else (source.etag, source.last_modified)
        fetched = fetch(source.url, *known)
        if fetched.body is None:
            return Outcome.SAME, source.report
        data = fetched.body
        source.etag, source.last_modified = fetched.etag, fetched.last_modified
    reading = read_calendar(data, now)
    if not reading.events and not reading.skipped and source.events.filter(gone=False).exists():
        return Outcome.FAILED, {"error": "emptied"}
    expanded = any(incoming.expanded for incoming in reading.events)
    source.read_again_at = now + LISTS_LAST if expanded else None

    def tell(done: int, total: int) -> None:
        _row(source).update(events_done=done, events_total=total)

    return Outcome.READ, apply(source, reading, agenda, now, tell)
