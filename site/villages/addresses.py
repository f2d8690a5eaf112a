"""Which village lives at a host."""

from dataclasses import dataclass

from django.core.cache import cache
from wagtail.models import Site

from .models import Village, VillageHost
from .scope import Scope, every_village

CACHE_SECONDS = 60  # how long another process may go on with what it knows of a host


@dataclass(frozen=True)
class Address:
    """A village's host, with what a request needs to know before it may look at anything else."""

    scope: Scope
    hostname: str  # the village's own; other hosts redirect to it
    root_url: str  # like https://zavelberg.example.be, with the port where it is an unusual one
    languages: tuple[str, ...]


def address_of(hostname: str) -> Address | None:
    """Give the village at a host, its own or another one that leads to it; None where nobody lives."""
    with every_village():
        address: Address | None = cache.get(_key(hostname))
        if address is None:
            address = _look_up(hostname)
            if address is not None:
                cache.set(_key(hostname), address, CACHE_SECONDS)
    return address


def forget(village: Village) -> None:
    """Forget what is known of a village's hosts, after a change."""
    with every_village():
        names = [village.site.hostname, *village.hosts.values_list("hostname", flat=True)]
        cache.delete_many([_key(name) for name in names])


def _key(hostname: str) -> str:
    return f"address:{hostname}"


def _look_up(hostname: str) -> Address | None:
    village = Village.objects.filter(site__hostname=hostname).first()
    if village is None:
        other = VillageHost.objects.filter(hostname=hostname).select_related("village").first()
        if other is None:
            return None
        village = other.village
    site: Site = village.site
    return Address(
        scope=village.scope(), hostname=site.hostname, root_url=site.root_url, languages=tuple(village.languages)
    )
