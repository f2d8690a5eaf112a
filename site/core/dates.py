"""Dates and times as people say them, in the language that is active."""

import datetime as dt

from django.utils import formats, timezone, translation
from django.utils.dates import MONTHS, WEEKDAYS


def spoken_date(value: dt.date) -> str:
    """Give "woensdag 4 maart 2026" in Dutch; other languages use Django's own full format.

    An aware datetime is read in the current time zone (Europe/Brussels unless somebody activated another).
    """
    day = _local_day(value)
    language = translation.get_language() or "nl"
    weekday, month = str(WEEKDAYS[day.weekday()]), str(MONTHS[day.month])
    if language.startswith("nl"):
        return f"{weekday.lower()} {day.day} {month.lower()} {day.year}"
    if language.startswith("fr"):
        return f"{weekday.lower()} {'1er' if day.day == 1 else day.day} {month.lower()} {day.year}"
    if language.startswith("de"):
        return f"{weekday}, {day.day}. {month} {day.year}"
    return f"{weekday} {day.day} {month} {day.year}"


def spoken_time(value: dt.time | dt.datetime) -> str:
    """Give "15 uur" or "15.30 uur" in Dutch, "15 h 30", "15:30" and "15.30 Uhr" in French, English and German."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    language = (translation.get_language() or "nl")[:2]
    if language == "fr":
        return f"{value.hour} h" + (f" {value.minute:02}" if value.minute else "")
    if language in ("nl", "de"):
        clock = f"{value.hour}.{value.minute:02}" if value.minute else f"{value.hour}"
        return f"{clock} {'uur' if language == 'nl' else 'Uhr'}"
    return formats.time_format(value, "H:i")


def spoken_datetime(value: dt.datetime) -> str:
    """Give "woensdag 4 maart 2026 om 15 uur" in Dutch, and the like in the other languages."""
    joint = {"nl": "om", "fr": "à", "de": "um"}.get((translation.get_language() or "nl")[:2], "at")
    return f"{spoken_date(value)} {joint} {spoken_time(value)}"


def _local_day(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
