"""Take somebody's second step away: for the keeper who has lost her telephone, or a beheerder who is alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from security.log import Deed, note
from security.second_step import forget_second_step
from villages.models import User
from villages.scope import every_village


class Command(BaseCommand):
    """`forget_second_step NAME`"""

    help = "Takes away the second step of who has this user name: the password alone lets in until it is set up again."

    def add_arguments(self, parser: Any) -> None:
        """Take the user name."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: nobody has that user name.
        """
        name = options["username"]
        with every_village():
            user = User.objects.filter(username=name).first()
            if user is None:
                raise CommandError(f"Nobody has the user name {name}.")
            had_one = forget_second_step(user)
        if had_one:
            note(Deed.STEP_FORGOTTEN, whom=user)
        self.stdout.write(f"{name}: {'taken away' if had_one else 'there was none'}.")
