"""All that is made from the code alone: what a platform runs by itself in its build is enough for every process."""

from typing import Any

from django.contrib.staticfiles.management.commands.collectstatic import Command as CollectStatic
from django.core.management import call_command


class Command(CollectStatic):
    """Django's own, after the catalogues are compiled."""

    def handle(self, **options: Any) -> str | None:
        """Compile the catalogues and collect the static files."""
        if not options["dry_run"]:
            call_command("compile_catalogues")
        result: str | None = super().handle(**options)
        return result
