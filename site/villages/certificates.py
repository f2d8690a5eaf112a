"""May a certificate be fetched for this host? Caddy asks it first (`on_demand_tls`): a new village needs no line of its own."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .addresses import address_of
from .hosting import HOSTNAME

ASKED = "/gezond/host/"


class CertificateMiddleware:
    """Answer `/gezond/host/?domain=…` with 200 where a village or the platform lives at that host, else with 404.

    Only a process on this machine is answered, and only one that asks for itself: what a proxy passes on is an address like
    any other. 503 says that it can't be known now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer that one address before a village is looked for: who asks does so at no village's host."""
        if request.path_info != ASKED or not _asks_for_itself(request):
            return self.get_response(request)
        try:
            known = lives_here(request.GET.get("domain", ""))
        except DatabaseError:
            return HttpResponse("It can't be known now.", status=503, content_type="text/plain")
        return HttpResponse("Yes." if known else "No.", status=200 if known else 404, content_type="text/plain")


def lives_here(hostname: str) -> bool:
    """Say whether a host is the platform's or leads to a village."""
    hostname = hostname.lower().rstrip(".")
    try:
        HOSTNAME(hostname)
    except ValidationError:
        return False
    return hostname in settings.PLATFORM_HOSTS or address_of(hostname) is not None


def _asks_for_itself(request: HttpRequest) -> bool:
    if any(f"HTTP_{name}" in request.META for name in ("X_FORWARDED_FOR", "FORWARDED", "X_REAL_IP", "VIA")):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
