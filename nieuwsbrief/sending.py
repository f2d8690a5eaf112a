"""Sending a mailing: in batches, going on after a crash where it stopped, nobody twice."""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation

from nieuwsbrief.letters import Letter, letter_of
from nieuwsbrief.models import Delivery, Mailing, Subscriber
from nieuwsbrief.models.subscribers import MAX_BOUNCES
from nieuwsbrief.transport import Rejected, Transport, open_transport
from villages.models import Village
from villages.sending import sender_of

BATCH = 50  # letters that a runner takes for itself at a time
LEASE = dt.timedelta(seconds=120)  # after so long without a word a runner is dead and its letters go to another
MAX_TRIES = 4
log = logging.getLogger(__name__)
State = Delivery.State


class NotMine(Exception):
    """Another runner has this letter."""


def plan_mailings(village: Village, kind: str, day: dt.date, edition: int | None = None) -> list[Mailing]:
    """Give the mailings of an edition or a week, one per language that somebody reads; what was planned before is found."""
    wanted = Subscriber.objects.active().filter(**({"editions": True} if edition else {"agenda": True}))
    mailings = []
    with transaction.atomic():
        for language in sorted(set(wanted.order_by().values_list("language", flat=True))):
            known = {"edition_id": edition} if edition else {"day": day}
            mailing, made = Mailing.objects.get_or_create(
                site=village.site, kind=kind, language=language, **known, defaults={"day": day}
            )
            if made:
                people = wanted.filter(language=language).order_by("pk")
                Delivery.objects.bulk_create(
                    [Delivery(mailing=mailing, subscriber=person) for person in people.iterator()], batch_size=500
                )
            mailings.append(mailing)
    return mailings


def send(
    mailing: Mailing,
    village: Village,
    *,
    transport: Transport | None = None,
    lease: dt.timedelta = LEASE,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Send what is still to be sent of a mailing; gives how many letters the mail server took.

    May be called again after a crash, or by several processes at once: a letter is somebody's before it is sent, and marked in
    the last moment before the server has it (see `Delivery`).

    Raises:
        OSError: the mail server is not there. What was sent stays sent; call again later.
    """
    runner, number = str(uuid.uuid4()), 0
    own_transport = transport is None
    transport = transport or open_transport()
    try:
        _settle(mailing, lease)
        while batch := _claim(mailing, runner, lease):
            letter = letter_of(mailing, village)
            for delivery in batch:
                number += _send_one(delivery, mailing, village, letter, transport)
            progress(number)
    finally:
        if own_transport:
            transport.close()
    if not Delivery.objects.filter(mailing=mailing, state__in=(State.QUEUED, State.HANDED)).exists():
        Mailing.objects.filter(pk=mailing.pk, finished_at__isnull=True).update(finished_at=timezone.now())
    return number


def _settle(mailing: Mailing, lease: dt.timedelta) -> None:
    """What a dead runner was handing over in its last moment is not sent again."""
    dead = Delivery.objects.filter(mailing=mailing, state=State.HANDED, claimed_at__lt=timezone.now() - lease)
    dead.update(state=State.UNSURE)


def _claim(mailing: Mailing, runner: str, lease: dt.timedelta) -> list[Delivery]:
    """Take the next letters, so that no other runner does."""
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - lease)
    queued = Delivery.objects.filter(mailing=mailing, state=State.QUEUED, tries__lt=MAX_TRIES)
    with transaction.atomic():
        keys = list(queued.filter(free).exclude(runner=runner).order_by("pk").values_list("pk", flat=True)[:BATCH])
        queued.filter(free, pk__in=keys).update(runner=runner, claimed_at=now)
    mine = Delivery.objects.filter(pk__in=keys, runner=runner, state=State.QUEUED)
    return list(mine.select_related("subscriber").order_by("pk"))


def _send_one(delivery: Delivery, mailing: Mailing, village: Village, letter: Letter, transport: Transport) -> bool:
    person = delivery.subscriber
    mine = Delivery.objects.filter(pk=delivery.pk, runner=delivery.runner)
    if person is None or person.suspended_at is not None:
        mine.update(state=State.REJECTED, answer="unsubscribed")
        return False

    def last_moment() -> None:
        if not mine.filter(state=State.QUEUED).update(state=State.HANDED, claimed_at=timezone.now()):
            raise NotMine

    try:
        transport.give(message_to(person, delivery, mailing, village, letter), last_moment)
    except NotMine:
        return False
    except Rejected as error:
        _rejected(mine, delivery, person, error)
        return False
    except OSError:
        # Before the last moment the server does not have it; after it nobody knows.
        mine.filter(state=State.HANDED).update(state=State.UNSURE)
        mine.filter(state=State.QUEUED).update(runner="", claimed_at=None)
        raise
    mine.update(state=State.SENT)
    if person.bounces:
        Subscriber.objects.filter(pk=person.pk).update(bounces=0)
    return True


def _rejected(mine: Any, delivery: Delivery, person: Subscriber, error: Rejected) -> None:
    """Count a rejection; after three in a row an address is left alone. What may be taken later stays in the queue."""
    answer = str(error)[:250]
    if error.for_now and delivery.tries + 1 < MAX_TRIES:
        mine.update(state=State.QUEUED, tries=F("tries") + 1, answer=answer)  # this runner does not take it again
        return
    mine.update(state=State.REJECTED, tries=F("tries") + 1, answer=answer)
    Subscriber.objects.filter(pk=person.pk).update(bounces=F("bounces") + 1)
    Subscriber.objects.filter(pk=person.pk, bounces__gte=MAX_BOUNCES, suspended_at__isnull=True).update(
        suspended_at=timezone.now()
    )


def message_to(
    person: Subscriber, delivery: Delivery, mailing: Mailing, village: Village, letter: Letter
) -> EmailMultiAlternatives:
    """Give somebody's own letter, with a way out that needs one click (RFC 8058) and an identity that stays the same."""
    leave, choose = links_of(person, village)
    own = letter.for_links(leave, choose)
    host = village.site.hostname
    message = EmailMultiAlternatives(own.subject, own.text, sender_of(village), [person.email])
    message.attach_alternative(own.html, "text/html")
    message.extra_headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"{village.name} <{mailing.kind}.{host}>",
        "Message-ID": f"<{mailing.pk}.{delivery.pk}@{host}>",
        "Precedence": "bulk",
        "Content-Language": mailing.language,
    }
    return message


def links_of(person: Subscriber, village: Village) -> tuple[str, str]:
    """Give the addresses where somebody leaves, and where she changes what she gets."""
    with translation.override(person.language):
        return (
            village.site.root_url + reverse("nieuwsbrief_leave", args=[person.token]),
            village.site.root_url + reverse("nieuwsbrief_choose", args=[person.token]),
        )
