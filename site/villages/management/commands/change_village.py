"""Change a village: its name, its hosts, its port, its languages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from villages.commands import village_named
from villages.founding import add_language
from villages.hosting import add_host, move_village, remove_host, set_port
from villages.models import Village
from villages.renaming import rename_village
from villages.scope import every_village


class Command(BaseCommand):
    """`change_village zavelberg --host zavelberg.be --add-language fr`"""

    help = "Change a village's name, hosts, port or languages: all that is asked, or nothing where one of it can't be."

    def add_arguments(self, parser: Any) -> None:
        """Take the village and what to change."""
        parser.add_argument("slug", help="The village's short name.")
        parser.add_argument("--name", help="What people call it from now on.")
        parser.add_argument("--host", help="Its own host from now on; the old one redirects to it.")
        parser.add_argument("--forget-old-host", action="store_true", help="With --host: the old one leads nowhere.")
        parser.add_argument("--add-host", action="append", default=[], help="One more host that redirects to it.")
        parser.add_argument(
            "--remove-host", action="append", default=[], help="A host that shall no longer lead to it."
        )
        parser.add_argument("--port", type=int, help="443 for https, 80 for http, another one for a trial.")
        parser.add_argument("--add-language", action="append", default=[], help="A language code, like fr.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Change what is asked, in one transaction, and say how the village stands.

        Raises:
            CommandError: the village is unknown, or a host, port or language is not right. Nothing was changed.
        """
        village = village_named(options["slug"])
        with every_village():
            try:
                with transaction.atomic():
                    _change(village, options)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            others = ", ".join(village.hosts.order_by("hostname").values_list("hostname", flat=True)) or "none"
            village = Village.objects.get(pk=village.pk)
            self.stdout.write(f"{village.name} lives at {village.site.root_url}/")
            self.stdout.write(f"Other hosts: {others}. Languages: {', '.join(village.languages)}.")


def _change(village: Village, options: dict[str, Any]) -> None:
    if options["name"]:
        rename_village(village, options["name"])
    if options["port"] is not None:
        set_port(village, options["port"])
    if options["host"]:
        move_village(village, options["host"], keep_old=not options["forget_old_host"])
    for hostname in options["add_host"]:
        add_host(village, hostname)
    for hostname in options["remove_host"]:
        remove_host(village, hostname)
    for code in options["add_language"]:
        add_language(village, code)
