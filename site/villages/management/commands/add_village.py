"""Add a village in one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from villages.founding import found_village
from villages.models import Village
from villages.scope import every_village


class Command(BaseCommand):
    """`add_village "Zavelberg" zavelberg.example.be --languages nl,fr`"""

    help = "Add a village: site, pages in each language, collection, groups, workflow. Nothing happens where it is there already."

    def add_arguments(self, parser: Any) -> None:
        """Take the name, the host and the languages."""
        parser.add_argument("name", help="What people call the village.")
        parser.add_argument("hostname", help="Its own host, like zavelberg.example.be.")
        parser.add_argument(
            "--languages", default="nl", help="Codes with commas between; the first is the village's own."
        )
        parser.add_argument("--port", type=int, default=443, help="The port in its addresses.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the village.

        Raises:
            CommandError: the host or name is taken by another village, or something is malformed.
        """
        name, hostname = options["name"], options["hostname"].strip().lower()
        languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        with every_village():
            known = Village.objects.filter(slug=slugify(name), site__hostname=hostname).first()
            if known is not None:
                self.stdout.write(f"{known.name} already lives at {hostname}; nothing was changed.")
                return
            try:
                village = found_village(name, hostname, languages=languages, port=options["port"])
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{village.name} lives at {village.site.root_url}/")
