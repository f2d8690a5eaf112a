"""Throw away finished papers that nobody reads."""

from typing import Any

from django.core.management.base import BaseCommand

from dorpskrant.shelf import tidy


class Command(BaseCommand):
    """Papers are derived: who asks for one that is gone gets it made anew."""

    help = "Throws away the finished papers that nobody read for the longest time, beyond the thousand that are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so."""
        tidy()
