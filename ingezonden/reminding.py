"""Mails to the associations before the copy date."""

import datetime as dt
import logging

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import spoken_date
from dorpskrant.models import EditionPage
from ingezonden.mails import village_mail
from ingezonden.models import Association, Reminder
from villages.models import Village

DAYS_BEFORE = (3, 14)  # the nearest first
log = logging.getLogger(__name__)


def remind(village: Village, today: dt.date) -> int:
    """Mail the associations of a village whose edition's copy date is near, each once for 14 and once for 3 days; gives how many.

    A day on which this did not run is made up for on the next one, as long as the copy date has not passed.
    """
    number = 0
    coming = EditionPage.objects.descendant_of(village.site.root_page).filter(
        copy_deadline__gte=today, copy_deadline__lte=today + dt.timedelta(days=max(DAYS_BEFORE))
    )
    for edition in coming:
        assert edition.copy_deadline is not None
        left = (edition.copy_deadline - today).days
        days = next(days for days in DAYS_BEFORE if left <= days)
        for association in Association.objects.filter(reminded=True).exclude(
            reminders__edition=edition, reminders__days_before__lte=days
        ):
            number += _remind(village, association, edition, days, left)
    return number


def _remind(village: Village, association: Association, edition: EditionPage, days: int, left: int) -> bool:
    try:
        with transaction.atomic():
            row = Reminder.objects.create(association=association, edition=edition, days_before=days)
    except IntegrityError:  # somebody else is at it
        return False
    assert edition.copy_deadline is not None
    with translation.override(association.language or village.languages[0]):
        words = {
            "name": association.contact_name or association.name,
            "association": association.name,
            "newspaper": edition.newspaper.title,
            "edition": edition.title,
            "date": spoken_date(edition.copy_deadline),
            "url": village.site.root_url + reverse("ingezonden"),
            "left": left,
        }
        subject = _("%(newspaper)s: copy is welcome until %(date)s") % words
        when = _("today") if left == 0 else ngettext("in %(left)s day", "in %(left)s days", left) % words
        text = _(
            "Hello %(name)s,\n\nThe copy date of %(newspaper)s, %(edition)s, is %(date)s: %(when)s. Does %(association)s have"
            " something for the newspaper or the agenda? You can send it in here:\n%(url)s\n\n"
            "Calling or a letter is fine too.\n\nThe editors"
        ) % {**words, "when": when}
    try:
        village_mail(village, association.email, subject, text).send()
    except OSError:
        log.exception("Association %s could not be reminded", association.pk)
        row.delete()  # the next run tries again
        return False
    return True
