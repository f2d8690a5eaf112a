"""Publish what is due and take off what has expired, village by village."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from villages.commands import VillageCommand
from villages.models import Village


class Command(VillageCommand):
    """Wagtail's command in each village's own scope: only the village where something is due makes its pages anew."""

    help = "Publishes pages whose moment has come, and takes off those whose time has passed."

    def handle_village(self, village: Village, **options: Any) -> None:
        """Do so in this village."""
        WagtailCommand(stdout=self.stdout, stderr=self.stderr).handle(dryrun=options["dryrun"])

    def add_arguments(self, parser: Any) -> None:
        """Take `--dryrun` as Wagtail's does, and the villages."""
        super().add_arguments(parser)
        parser.add_argument("--dryrun", action="store_true", help="Say what would be done.")
