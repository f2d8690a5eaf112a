"""Make every page anew: after the database was changed by other means than this software."""

from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand

from villages.versions import renew


class Command(BaseCommand):
    """Renew the token of all villages, and forget what was looked up before."""

    help = "Has every kept page made anew, in all processes: after a restore, or after SQL by hand."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so. What a shared cache knows of hosts, addresses and sessions may be of another database."""
        cache.clear()
        renew()
        self.stdout.write("Every page is made anew from now on.")
