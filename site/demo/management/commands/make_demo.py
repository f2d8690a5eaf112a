"""Make the three demo villages, and the platform's keeper."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demo.build import make_demo_village, make_neighbours
from demo.content_files import VILLAGES
from demo.logins import PASSWORD, PLATFORM_LOGIN
from villages.models import User, Village
from villages.scope import every_village


class Command(BaseCommand):
    """Three fictional villages with people, newspapers, agendas and routes, in one transaction."""

    help = "Make the demo villages. Refuses where villages live, and in production."

    def add_arguments(self, parser: Any) -> None:
        """Take the port that the villages' addresses carry."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them.

        Raises:
            CommandError: there are villages already, or these are production settings.
        """
        if settings.SETTINGS_MODULE.endswith("production"):
            raise CommandError("The demo's passwords are known to everybody: not in production.")
        with every_village(), transaction.atomic():
            if Village.objects.exists():
                raise CommandError("There are villages here already; nothing was made.")
            for name in VILLAGES:
                make_demo_village(name, options["port"])
            make_neighbours()
            User.objects.create_superuser(PLATFORM_LOGIN, "keeper@example.be", PASSWORD)
