"""What happens when something that came in appears on a page."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published

from dorpskrant.models import EditionPage, FamilyNotice
from ingezonden.mails import send_appeared
from ingezonden.models import Kind, Submission
from villages.models import Village

log = logging.getLogger(__name__)


def connect() -> None:
    """Connect the receivers."""
    page_published.connect(tell_senders, dispatch_uid="ingezonden.tell_senders")


def tell_senders(instance: Page, **kwargs: Any) -> None:
    """Mail those whose copy is on a page that was published; each is told once."""
    waiting = Submission.objects.filter(page_id=instance.pk, told_at__isnull=True, erased_at__isnull=True)
    for submission in waiting.exclude(sender_email="").select_related("site__village"):
        online = True
        if submission.kind == Kind.ADVERT:
            if submission.advert_id is None:
                continue  # it was taken out again
            online = False
        elif isinstance(instance, EditionPage):
            notices = FamilyNotice.objects.filter(page=instance)
            key = submission.notice_key
            if key is None or not notices.filter(translation_key=key).exists():
                continue  # not in what was published: it waits in a later draft
            online = notices.online().filter(translation_key=key).exists()
        submission.told_at = timezone.now()
        submission.save()
        transaction.on_commit(partial(_tell, submission.site.village, submission, instance, online))


def _tell(village: Village, submission: Submission, page: Page, online: bool) -> None:
    try:
        send_appeared(village, submission, page, online=online)
    except OSError:  # the mail server is away: the page is published all the same
        log.exception("The sender of submission %s could not be told", submission.pk)
        Submission.objects.filter(pk=submission.pk).update(told_at=None)
