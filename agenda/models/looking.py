"""How far the reading of a calendar is, for the screen of the one who asked for it."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

#: Fetching is cut off after 20 seconds and 400 events take less than a minute: what lasts longer was stopped.
LONGEST = dt.timedelta(minutes=10)


class Looking(models.Model):
    """Who asked for a look and how far it is; all times are aware."""

    asked_at = models.DateTimeField(null=True, editable=False)  # empty again once somebody has looked
    waiting_file = models.BinaryField(null=True, editable=False)  # what was uploaded, until it has been read
    looking_since = models.DateTimeField(null=True, editable=False)
    events_total = models.PositiveIntegerField(default=0, editable=False)
    events_done = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def is_looking(self) -> bool:
        """Tell whether somebody looks at it now, or is about to."""
        begun = self.looking_since or self.asked_at
        return begun is not None and timezone.now() - begun < LONGEST

    @property
    def was_stopped(self) -> bool:
        """Tell whether a look ended before its end, as when the server was started again."""
        return (self.looking_since or self.asked_at) is not None and not self.is_looking

    @property
    def looking_words(self) -> str:
        """How far it is, in the active language."""
        if self.looking_since is None:
            return _("The calendar is about to be looked at.")
        if not self.events_total:
            return _("The calendar is fetched and read.")
        return _("%(done)s of %(total)s events are done.") % {"done": self.events_done, "total": self.events_total}
