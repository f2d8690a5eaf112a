"""What management commands that work on villages' data are made of: each village in its own scope, never all in one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from .models import Village
from .scope import every_village, scoped


class VillageCommand(BaseCommand):
    """A command that does something in one village, in some, or in each in turn, with only that village's rows in sight.

    A subclass writes `handle_village`. What goes wrong in one village does not keep the others waiting: the command goes on, says
    at the end where it failed, and ends with an error.
    """

    def add_arguments(self, parser: Any) -> None:
        """Take the villages; a subclass that takes more calls this too."""
        parser.add_argument(
            "--village",
            action="append",
            default=[],
            metavar="SLUG",
            help="The short name of the village; again for another one. Without it: every village in turn.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it in each of the villages that are meant.

        Raises:
            CommandError: a short name is unknown (then nothing was done), or it failed in some village.
        """
        villages = villages_named(options.pop("village"))
        failed = []
        for village in villages:
            try:
                with scoped(village.scope()):
                    self.handle_village(village, **options)
            except Exception as error:
                if options.get("traceback"):
                    raise
                failed.append(village.slug)
                self.stderr.write(f"{village.slug}: {error.__class__.__name__}: {error}")
        if failed:
            raise CommandError(f"Failed in: {', '.join(failed)}.")

    def handle_village(self, village: Village, **options: Any) -> None:
        """Do it in this village; only its rows exist while this runs."""
        raise NotImplementedError


def villages_named(slugs: list[str]) -> list[Village]:
    """Give the villages with these short names, or all of them, by short name.

    Raises:
        CommandError: there is no such village; the message names those that there are.
    """
    with every_village():
        known = {village.slug: village for village in Village.objects.select_related("site").order_by("slug")}
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        raise CommandError(f"No village is called {', '.join(unknown)}. There are: {', '.join(known) or 'none yet'}.")
    return [known[slug] for slug in dict.fromkeys(slugs)] if slugs else list(known.values())


def village_named(slug: str) -> Village:
    """Give the village with this short name.

    Raises:
        CommandError: there is none; the message names those that there are.
    """
    return villages_named([slug])[0]
