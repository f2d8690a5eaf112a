"""A village's hosts: its own, and others that lead to it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from .models import Village, VillageHost
from .scope import every_village

HOSTNAME = RegexValidator(r"^(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z")
PORTS = range(1, 65536)


def clean_hostname(text: str, *, of: Village | None = None) -> str:
    """Give a host in the form that is compared with, if nobody else lives there.

    Args:
        text: what somebody wrote.
        of: the village that may have it already.

    Raises:
        ValidationError: it is no host name, or it is the platform's or another village's.
    """
    hostname = text.strip().lower().rstrip(".")
    try:
        HOSTNAME(hostname)
    except ValidationError as error:
        raise ValidationError(
            _("Write a host like zavelberg.example.be, without https:// and without a port.")
        ) from error
    with every_village():
        own = Site.objects.filter(hostname=hostname).exclude(pk=of.pk if of else None).exists()
        other = VillageHost.objects.filter(hostname=hostname).exclude(village=of).exists()
    if own or other or hostname in settings.PLATFORM_HOSTS:
        raise ValidationError(_("A village already lives at this host."))
    return hostname


def move_village(village: Village, hostname: str, *, keep_old: bool = True) -> None:
    """Give a village another host of its own; the old one redirects to it, unless it is let go.

    Raises:
        ValidationError: the host is malformed or taken. Nothing was changed.
    """
    hostname = clean_hostname(hostname, of=village)
    site: Site = village.site
    old = site.hostname
    if hostname == old:
        return
    with every_village(), transaction.atomic():
        for host in village.hosts.filter(hostname=hostname):
            host.delete()
        site.hostname = hostname
        site.save()
        if keep_old:
            add_host(village, old)


def add_host(village: Village, hostname: str) -> VillageHost:
    """Have one more host lead to a village.

    Raises:
        ValidationError: the host is malformed, taken, or the village's own.
    """
    hostname = clean_hostname(hostname, of=village)
    if hostname == village.site.hostname:
        raise ValidationError(_("The village lives at this host itself."))
    with every_village():
        return VillageHost.objects.get_or_create(village=village, hostname=hostname)[0]


def remove_host(village: Village, hostname: str) -> None:
    """Let go of a host that led to a village.

    Raises:
        ValidationError: it is not one of the village's other hosts.
    """
    with every_village():
        host = village.hosts.filter(hostname=hostname.strip().lower()).first()
        if host is None:
            raise ValidationError(_("This host does not lead to the village."))
        host.delete()


def set_port(village: Village, port: int) -> None:
    """Change the port in a village's addresses: 443 writes https, 80 writes http, another one stands behind the host.

    Raises:
        ValidationError: it is no port.
    """
    if port not in PORTS:
        raise ValidationError(_("A port is a number from 1 to 65535."))
    with every_village():
        village.site.port = port
        village.site.save()
