"""Double opt-in: an address gets one mail with a link, and nothing else before its owner followed it."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ingezonden.mails import village_mail
from nieuwsbrief.models import Subscriber
from villages.models import Village

PATIENCE = dt.timedelta(minutes=10)  # an address gets no second mail with a link sooner
HANDING_OVER = dt.timedelta(minutes=1)  # nor while the first one is given to the mail server, which takes no longer


def ask(village: Village, email: str, language: str, *, editions: bool, agenda: bool) -> None:
    """Mail the address a link with which its owner confirms. Whoever is subscribed already gets the way to her choices.

    What the visitor sees is the same either way: nobody learns here whether an address is subscribed.
    """
    now = timezone.now()
    wanted = {"language": language, "editions": editions, "agenda": agenda}
    person, made = Subscriber.objects.get_or_create(
        site=village.site, email=email, defaults={**wanted, "asked_at": now - PATIENCE}
    )
    mine = Subscriber.objects.filter(pk=person.pk)
    if not mine.filter(asked_at__lte=now - PATIENCE).update(asked_at=now - PATIENCE + HANDING_OVER):
        return  # of two who ask at the same moment, one has it mailed
    if person.confirmed_at is None and not made:
        person.language, person.editions, person.agenda = language, editions, agenda
        mine.update(**wanted)
    try:
        _send_link(village, person)
    except OSError:
        mine.update(asked_at=now - PATIENCE)  # who asks again because no mail could leave gets one
        raise
    mine.update(asked_at=now)


def _send_link(village: Village, person: Subscriber) -> None:
    with translation.override(person.language):
        words = {"village": village.name}
        if person.confirmed_at is None:
            words["url"] = village.site.root_url + reverse("nieuwsbrief_confirm", args=[person.token])
            subject = _("Do you want the mail of %(village)s?") % words
            text = _(
                "Hello,\n\nSomebody asked for the newspaper or the agenda of %(village)s at this address. Was it you?"
                " Then open this page and press the button:\n%(url)s\n\nWas it not you? Do nothing: you get no more mail,"
                " and the address is forgotten after 7 days."
            )
        else:
            words["url"] = village.site.root_url + reverse("nieuwsbrief_choose", args=[person.token])
            subject = _("You already get the mail of %(village)s") % words
            text = _("Hello,\n\nYou already get mail from %(village)s. Here you change what you get, or stop:\n%(url)s")
        village_mail(village, person.email, subject, text % words).send()


def confirm(person: Subscriber) -> None:
    """Begin with somebody's mail; also where her address was suspended and works again."""
    person.confirmed_at = person.confirmed_at or timezone.now()
    person.bounces, person.suspended_at = 0, None
    Subscriber.objects.filter(pk=person.pk).update(  # not `save`, which would bring back who leaves at this moment
        confirmed_at=person.confirmed_at, bounces=0, suspended_at=None
    )
