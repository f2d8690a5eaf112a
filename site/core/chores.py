"""Regular work and one-off work: apps say in `ready()` which of their commands are due when, one runner does them.

`manage.py work` does what is due, beside its tasks; `manage.py work --once` from cron does it on a machine without a worker.
Several may run at once: each time is one runner's.
"""

import datetime as dt
import logging
import traceback
from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from .models import Chore

LOST = dt.timedelta(hours=1)  # what began so long ago and never ended died with its process, and is due again
ONE_OFF = "release:"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Regular:
    """A command that is run every so often, or (with `hour`, Brussels time) once a day from then on."""

    command: str
    every: dt.timedelta = dt.timedelta(days=1)
    hour: int | None = None

    def is_due(self, last: dt.datetime | None, now: dt.datetime) -> bool:
        """Tell whether it is time, when it last began then. Both are aware."""
        if last is None:
            return True
        if self.hour is None:
            return now - last >= self.every
        local = timezone.localtime(now)
        moment = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        if local < moment:
            moment -= dt.timedelta(days=1)
        return last < moment


_regular: dict[str, Regular] = {}
_one_off: dict[str, str] = {}


def every(command: str, *, minutes: int) -> None:
    """Have a command run every so many minutes."""
    _regular[command] = Regular(command, dt.timedelta(minutes=minutes))


def every_night(command: str, *, hour: int = 3) -> None:
    """Have a command run once a day, at this hour or, where nothing ran then, as soon as something does."""
    _regular[command] = Regular(command, hour=hour)


def after_release(command: str, version: str) -> None:
    """Have a command run once in the release step, and again when its version is another one."""
    _one_off[command] = version


def regular() -> list[Regular]:
    """Give all regular work, by name."""
    return [_regular[name] for name in sorted(_regular)]


def run_due(now: dt.datetime | None = None) -> list[Chore]:
    """Do all regular work that is due; what fails is written down and tried again the next time."""
    return [chore for work in regular() if (chore := _run_if_due(work, now or timezone.now())) is not None]


def _run_if_due(work: Regular, now: dt.datetime) -> Chore | None:
    chore, _made = Chore.objects.get_or_create(name=work.command)
    lost = chore.began_at is not None and _unfinished(chore) and now - chore.began_at > LOST
    if not lost and not work.is_due(chore.began_at, now):
        return None
    # Whoever changes the row from what it was has this time for itself.
    as_it_was = {"began_at": chore.began_at} if chore.began_at else {"began_at__isnull": True}
    if not Chore.objects.filter(pk=chore.pk, **as_it_was).update(began_at=now):
        return None
    chore.began_at = now
    return _do(chore, work.command)


def _unfinished(chore: Chore) -> bool:
    return chore.ended_at is None or (chore.began_at is not None and chore.ended_at < chore.began_at)


def _do(chore: Chore, command: str) -> Chore:
    try:
        call_command(command)
        chore.failure = ""
    except Exception as error:
        log.exception("The regular command %s failed", command)
        chore.failure = "".join(traceback.format_exception_only(error)).strip()[:2000]
    chore.ended_at = timezone.now()
    chore.save(update_fields=["ended_at", "failure"])
    return chore


def run_after_release() -> list[str]:
    """Do the one-off work that this version asks for and that was not done yet; gives the commands.

    Raises:
        Exception: what a command raises; the release then fails, and does it again.
    """
    done = []
    for command, version in sorted(_one_off.items()):
        chore, _made = Chore.objects.get_or_create(name=ONE_OFF + command)
        if chore.version == version:
            continue
        began = timezone.now()
        call_command(command)
        with transaction.atomic():
            chore.began_at, chore.ended_at, chore.version = began, timezone.now(), version
            chore.save()
        done.append(command)
    return done
