"""Dates as an editor types them: "15/8/2027, 22/8/2027", and pauses: "1/7/2027 - 31/8/2027".

Read generously, written in one way. Years have four digits.
"""

import datetime as dt
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import Pause, RuleError
from agenda.words import DUTCH, ENGLISH, FRENCH, GERMAN

MAX_LENGTH = 20_000  # characters
_MONTHS = {
    name.lower(): number
    for language in (DUTCH, FRENCH, ENGLISH, GERMAN)
    for number, name in enumerate(language.months, start=1)
}
_BETWEEN_DATES = re.compile(r"[,;\n\r]+")
_BETWEEN_ENDS = re.compile(r"\s+-\s+|\s*[–—]\s*|\s+(?:tot en met|t/m|tot|bis|jusqu’au|au|to|until)\s+", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")
_WORDS = re.compile(r"^(?:[^\W\d]+\s+)?(\d{1,2})(?:er|\.)?\s+([^\W\d]+)\s+(\d{4})$")


def read_day(text: str) -> dt.date:
    """Give the date that a piece of text says: 15/8/2027, 2027-08-15 or 15 augustus 2027.

    Raises:
        ValidationError: it says none.
    """
    text = text.strip()
    try:
        if match := _ISO.match(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.match(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if (match := _WORDS.match(text)) and match[2].lower() in _MONTHS:
            return dt.date(int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
    except ValueError:
        pass  # 31/6/2027: told below
    message = _("“%(text)s” is not a date. Write it like 15/8/2027, with a comma or a new line between two dates.")
    raise ValidationError(message, code="date", params={"text": text[:40]})


def read_days(text: str) -> tuple[dt.date, ...]:
    """Give the dates in a text, in order, each once.

    Raises:
        ValidationError: a part of it is no date.
    """
    return tuple(sorted({read_day(part) for part in _parts(text)}))


def read_pauses(text: str) -> tuple[Pause, ...]:
    """Give the pauses in a text, one per line; a single date is a pause of one day.

    Raises:
        ValidationError: a part of it is no pause, or ends before it begins.
    """
    return tuple(sorted({_read_pause(part) for part in _parts(text)}))


def written_days(days: Iterable[dt.date]) -> str:
    """Write dates the way `read_days` takes them, one per line."""
    return "\n".join(_written(day) for day in days)


def written_pauses(pauses: Iterable[Pause]) -> str:
    """Write pauses the way `read_pauses` takes them, one per line."""
    return "\n".join(f"{_written(pause.first)} - {_written(pause.last)}" for pause in pauses)


def validate_days(text: str) -> None:
    """Refuse a text in which something is no date, with a ValidationError."""
    read_days(text)


def validate_pauses(text: str) -> None:
    """Refuse a text in which something is no pause, with a ValidationError."""
    read_pauses(text)


def _parts(text: str) -> list[str]:
    if len(text) > MAX_LENGTH:
        raise ValidationError(_("That is too long a list."), code="too_long")
    return [part for part in _BETWEEN_DATES.split(text) if part.strip()]


def _read_pause(text: str) -> Pause:
    ends = _BETWEEN_ENDS.split(text.strip())
    if len(ends) > 2:
        message = _("“%(text)s” is not a pause. Write it like 1/7/2027 - 31/8/2027.")
        raise ValidationError(message, code="pause", params={"text": text.strip()[:60]})
    try:
        return Pause(read_day(ends[0]), read_day(ends[-1]))
    except RuleError as error:
        from agenda.rule_errors import as_validation_error

        raise as_validation_error(error) from error


def _written(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
