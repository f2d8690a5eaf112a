"""One look at a calendar of an association: fetch or take the file, read, apply, remember how it went."""

import datetime as dt
import logging
from typing import Any

from django.utils import timezone, translation

from agenda.incoming.applying import apply
from agenda.incoming.events import UnreadableError
from agenda.incoming.fetching import fetch
from agenda.incoming.network import RefusedError
from agenda.incoming.reading import read_calendar
from agenda.models import AgendaPage, CalendarSource
from villages.scope import scoped

logger = logging.getLogger(__name__)
# A rule that ours cannot say was read as a list of dates: after a week more of them are asked for.
LISTS_LAST = dt.timedelta(days=7)
Outcome = CalendarSource.Outcome


def look(source: CalendarSource, data: bytes | None = None, now: dt.datetime | None = None) -> CalendarSource:
    """Look at a calendar, or read the file that was given for it; how it went stands in the source afterwards.

    Runs within the source's village, and lets no error out: a calendar that is broken must not keep the others waiting.
    """
    now = now or timezone.now()
    language = source.village.site.root_page.locale.language_code
    with scoped(source.village.scope()), translation.override(language):
        try:
            outcome, report = _look(source, data, now)
        except (RefusedError, UnreadableError) as error:
            outcome, report = Outcome.FAILED, {"error": error.code, "detail": getattr(error, "detail", "")}
        except Exception:
            logger.exception("Calendar %s of village %s", source.pk, source.village_id)
            outcome, report = Outcome.FAILED, {"error": "broken"}
        source.checked_at, source.outcome, source.report = now, outcome, report
        names = ("checked_at", "outcome", "report", "etag", "last_modified", "read_again_at")
        CalendarSource.objects.filter(pk=source.pk).update(**{name: getattr(source, name) for name in names})
    return source


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
    return Outcome.READ, apply(source, reading, agenda, now)
