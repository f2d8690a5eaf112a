"""Everything that stands between a clone and a served village."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from villages.hosting import set_port
from villages.models import Village
from villages.scope import every_village


class Command(BaseCommand):
    """Catalogues, database and, in an empty database, the demo villages; then a few lines that say where all is."""

    help = "Prepare for bin/serve: compile catalogues, migrate, make the demo villages in an empty database."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is still to be done; a second time that is nothing."""
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("compile_catalogues")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Preparing the database…")
            call_command("migrate", interactive=False, verbosity=0)
        port = int(os.environ.get("PORT", "8000"))
        with every_village():
            if not Village.objects.exists():
                self.stderr.write("Making the demo villages…")
                call_command("make_demo", port=port)
            for village in Village.objects.filter(site__hostname__endswith=".localhost").exclude(site__port=port):
                set_port(village, port)  # served at another port than last time
            self._say_where(port)

    def _say_where(self, port: int) -> None:
        from demo.logins import PASSWORD, PLATFORM_LOGIN, demo_logins

        say = self.stdout.write
        say(f"\nDorpsplein       http://localhost:{port}/")
        for village in Village.objects.select_related("site").order_by("site__site_name"):
            say(
                f"{village.name:<16} http://{village.site.hostname}:{port}/   admin: http://{village.site.hostname}:{port}/admin/"
            )
            for username, role in demo_logins(village):
                say(f"{'':<16} {username} ({role})")
        say(f"Platform admin   http://localhost:{port}/admin/   {PLATFORM_LOGIN}")
        say(f"Password of all of them in the demo: {PASSWORD}")
        say("Stop with Ctrl-C.\n")
