"""Personal data on loan: what did not go into the paper is erased after 90 days."""

import datetime as dt
import logging

from django.db import transaction

from ingezonden.models import Submission

log = logging.getLogger(__name__)


def erase_old(now: dt.datetime) -> int:
    """Erase names, numbers, addresses, texts and photos of submissions whose time has passed; gives how many.

    What stays says nothing about anybody: the kind, the dates, what was decided. Works on the village that is in scope.
    """
    number = 0
    for submission in Submission.objects.to_erase(now).prefetch_related("photos"):
        files = [photo.file for photo in submission.photos.all()]
        with transaction.atomic():
            submission.photos.all().delete()
            submission.fields = {}
            submission.sender_name = submission.sender_phone = submission.sender_email = ""
            submission.erased_at = now
            submission.save()
        for file in files:
            file.delete(save=False)
        number += 1
    log.info("Erased the personal data of %d submissions", number)
    return number
