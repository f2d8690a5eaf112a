"""The coming occurrences as RSS 2.0 and as a JSON Feed."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from agenda.descriptions import plain
from agenda.models import AgendaPage, CalendarStamp, Occurrence
from agenda.views.calendars import answer
from core.dates import spoken_date

DAYS_AHEAD = 31
MOST = 100


def _coming(agenda: AgendaPage) -> list[Occurrence]:
    now = timezone.now()
    found = agenda.occurrences().filter(listed_until__gt=now, starts_at__lt=now + dt.timedelta(days=DAYS_AHEAD))
    return list(found[:MOST])


def _changed_at(agenda: AgendaPage) -> dt.datetime | None:
    """The feeds also change as days pass, so at least at midnight."""
    stamp = CalendarStamp.objects.filter(agenda=agenda.pk).values_list("changed_at", flat=True).first()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(stamp, midnight) if stamp else midnight


def _title(occurrence: Occurrence) -> str:
    date = spoken_date(timezone.localtime(occurrence.starts_at))
    title = f"{occurrence.event.title}, {date}"
    if occurrence.cancelled:
        return f"{_('Cancelled')}: {title}"
    return f"{_('Moved')}: {title}" if occurrence.moved else title


def _words(occurrence: Occurrence) -> str:
    event = occurrence.event
    parts = [occurrence.note, occurrence.time_words, occurrence.place, plain(event.description), event.sentence]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _identity(occurrence: Occurrence) -> str:
    return f"{occurrence.event.translation_key}-{occurrence.day:%Y%m%d}"


def agenda_rss(request: HttpRequest, agenda: AgendaPage) -> HttpResponseBase:
    """Answer with the coming month as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    url = agenda.get_full_url(request) or ""

    def make() -> bytes:
        feed = Rss201rev2Feed(
            title=agenda.title,
            link=url,
            description=agenda.intro or agenda.title,
            language=agenda.locale.language_code,
            feed_url=f"{url}rss.xml",
        )
        for occurrence in _coming(agenda):
            feed.add_item(
                title=_title(occurrence),
                link=f"{url}{occurrence.event.slug}/",
                description=_words(occurrence),
                unique_id=_identity(occurrence),
                unique_id_is_permalink=False,
                pubdate=occurrence.event.last_published_at,
                categories=[str(occurrence.event.get_category_display())],
            )
        return feed.writeString("utf-8").encode()

    return answer(request, _changed_at(agenda), f"{agenda.pk}/rss", make, "application/rss+xml; charset=utf-8")


def agenda_json(request: HttpRequest, agenda: AgendaPage) -> HttpResponseBase:
    """Answer with the coming month as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

    `_dorpsplein` on each item holds start and end (ISO 8601 with offset), status and place for programs.
    """
    url = agenda.get_full_url(request) or ""

    def item(occurrence: Occurrence) -> dict[str, Any]:
        event = occurrence.event
        return {
            "id": _identity(occurrence),
            "url": f"{url}{event.slug}/",
            "title": _title(occurrence),
            "content_text": _words(occurrence),
            "date_modified": timezone.localtime(event.last_published_at or timezone.now()).isoformat(),
            "tags": [str(event.get_category_display())],
            "_dorpsplein": {
                "starts_at": timezone.localtime(occurrence.starts_at).isoformat(),
                "ends_at": timezone.localtime(occurrence.ends_at).isoformat(),
                "all_day": occurrence.all_day,
                "status": occurrence.status,
                "place": occurrence.place,
                "address": event.address,
                "contact": event.contact_name,
                "telephone": event.contact_phone,
                "sentence": event.sentence,
            },
        }

    def make() -> bytes:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": agenda.title,
            "home_page_url": url,
            "feed_url": f"{url}agenda.json",
            "language": agenda.locale.language_code,
            "items": [item(occurrence) for occurrence in _coming(agenda)],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode()

    return answer(request, _changed_at(agenda), f"{agenda.pk}/json", make, "application/feed+json; charset=utf-8")
