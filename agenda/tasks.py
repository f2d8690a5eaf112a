"""Looking at a calendar as a task: who asked for it does not wait for another site to answer."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from agenda.incoming.running import look
from agenda.models import CalendarSource
from villages.scope import every_village


def ask_for_a_look(source: CalendarSource, data: bytes | None = None) -> None:
    """Have a calendar looked at, or the file read that was given, as soon as what was saved stands in the database.

    The request stands in the row itself: if the process stops before its end, the hourly command does it.
    """
    source.asked_at, source.etag, source.last_modified = timezone.now(), "", ""
    names = ["asked_at", "etag", "last_modified"]
    if data is not None:
        source.waiting_file = data
        names.append("waiting_file")
    source.save(update_fields=names)
    transaction.on_commit(partial(look_at_calendar.enqueue, source.pk))


@task(backend="press")
def look_at_calendar(source_id: int) -> None:
    """Look at a calendar within its village; one that was thrown away in the meantime is left."""
    with every_village():
        source = CalendarSource.objects.select_related("village__site__root_page__locale").filter(pk=source_id).first()
    if source is not None:
        look(source)
