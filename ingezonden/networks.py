"""How often somebody's network may ask for something, without knowing who somebody is."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.client_address import client_network
from ingezonden.models import NetworkCount

SALT = "ingezonden.networks"


def within_limit(request: HttpRequest, action: str, limit: int, seconds: int, *, per_network: bool = True) -> bool:
    """Count one more and say whether this network (or everybody together) is still within `limit` for this village in `seconds`.

    Counted in the database, so that all web processes count together. What is stored is a keyed hash that no address can be read
    from, and only until the window is over. Who is over the limit costs one indexed read and writes nothing.
    """
    now = timezone.now()
    window = int(now.timestamp()) // seconds
    who = client_network(request) if per_network else "everybody"
    site: int = request.village.pk  # type: ignore[attr-defined]
    key = salted_hmac(SALT, f"{action}|{window}|{who}", algorithm="sha256").hexdigest()[:32]
    mine = NetworkCount.objects.filter(site=site, key=key)
    number = mine.values_list("number", flat=True).first()
    if number is None:
        forget_networks(now)
        until = dt.datetime.fromtimestamp((window + 1) * seconds, tz=dt.UTC)
        try:
            with transaction.atomic():
                NetworkCount.objects.create(site_id=site, key=key, number=1, until=until)
            return True
        except IntegrityError:  # another process was first
            number = 1
    return number < limit and bool(mine.filter(number__lt=limit).update(number=F("number") + 1))


def forget_networks(now: dt.datetime) -> int:
    """Erase the counts whose window is over; gives how many."""
    return NetworkCount.objects.filter(until__lte=now).delete()[0]
