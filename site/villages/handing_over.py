"""Handing over: a successor gets the leaver's role, the leaver gets a last day, and the village is never without an admin."""

import datetime as dt

from django.db import transaction

from .access import people
from .inviting import invite, successor_roles
from .models import Invitation, User, Village
from .scope import every_village


def hand_over(
    village: Village, leaver: User, last_day: dt.date, email: str, *, name: str = "", by: User | None = None
) -> Invitation | None:
    """Give somebody's role in a village to a successor.

    A colleague takes over at once, and the leaver's last day stands. Anybody else is invited: the invitation is given back, to be
    sent, and the leaver's last day begins to count when it is accepted.

    Raises:
        ValidationError: the invitation can't be made.
    """
    role = successor_roles(leaver, village)
    with every_village(), transaction.atomic():
        colleague = people(village).filter(email__iexact=email.strip()).first()
        if colleague is None:
            return invite(village, email, role, name=name, by=by, leaver=leaver, leaver_until=last_day)
        colleague.groups.add(village.roles.get(role=role).group)
        colleague.access_until = None
        colleague.save(update_fields=["access_until"])
        leaver.access_until = last_day
        leaver.save(update_fields=["access_until"])
    return None
