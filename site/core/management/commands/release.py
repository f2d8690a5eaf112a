"""All that stands between a new version and serving it."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.chores import run_after_release


class Command(BaseCommand):
    """The `release` line of the Procfile: run it once for each new version, before its processes start."""

    help = "Compiles the catalogues, migrates the database, collects the static files, and does what this version needs once."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all; a second time nothing is left to do."""
        verbosity = options["verbosity"]
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("compile_catalogues")
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("collectstatic", interactive=False, verbosity=min(verbosity, 1))
        for command in run_after_release():
            self.stdout.write(f"Done once for this version: {command}.")
