"""In whose name a village's mail goes out."""

from email.headerregistry import Address
from email.utils import parseaddr

from django.conf import settings

from .models import Village


def sender_of(village: Village) -> str:
    """Give the From of a village's mail: its name with the server's own address, which that server may send for."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return str(Address(village.name, addr_spec=address))
