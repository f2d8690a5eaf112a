"""Sending as a task."""

import logging

from django_tasks import task

from nieuwsbrief.models import Mailing
from nieuwsbrief.sending import send
from villages.models import Village
from villages.scope import every_village, scoped

log = logging.getLogger(__name__)


@task(backend="press")
def send_mailing(mailing_id: int) -> None:
    """Send what is still to be sent of a mailing; what fails now is tried again by the command `send_newsletters`."""
    with every_village():
        mailing = Mailing.objects.filter(pk=mailing_id).first()
        if mailing is None:  # its edition or its village was removed meanwhile
            return
        village = Village.objects.select_related("site").get(pk=mailing.site_id)
    with scoped(village.scope()):
        try:
            send(mailing, village)
        except OSError:
            log.exception("The mail server is away; mailing %s goes on later", mailing_id)
