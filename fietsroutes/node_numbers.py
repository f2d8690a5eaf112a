"""The numbers of cycling nodes as people write them: "12, 34 en 5", "12-34-5", one a line."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 1, 99
MAX_NODES = 60
_SEPARATORS = re.compile(r"(?:\s*(?:,|;|/|\||>|→|-|–|—|\ben\b|\band\b|\bet\b|\s)\s*)+", re.IGNORECASE)


def read_nodes(text: str) -> list[int]:
    """Give the numbers in order of riding; an empty list for an empty text.

    Raises ValidationError, in words for the editor, for anything but whole numbers from 1 to 99.
    """
    numbers = []
    for piece in filter(None, _SEPARATORS.split(text.strip())):
        if not re.fullmatch(r"[0-9]{1,3}", piece) or not LOWEST <= int(piece) <= HIGHEST:
            raise ValidationError(
                _("“%(piece)s” is no node number. Write the numbers on the signs, 1 to 99, like this: 12, 34, 56."),
                code="node",
                params={"piece": piece[:20]},
            )
        numbers.append(int(piece))
    if len(numbers) > MAX_NODES:
        raise ValidationError(_("Write at most %(count)d nodes."), code="nodes", params={"count": MAX_NODES})
    return numbers


def written_nodes(numbers: list[int]) -> str:
    """Give the numbers as they are stored and shown in the form."""
    return ", ".join(map(str, numbers))


def validate_nodes(text: str) -> None:
    """Refuse a text that `read_nodes` refuses."""
    read_nodes(text)
