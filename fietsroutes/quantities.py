"""Lengths and times as people say them, in the language of the reader."""

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext


def kilometres(metres: float) -> str:
    """Give a length in kilometres with one decimal, such as "3,2 km" in Dutch."""
    # Rounded first: `number_format` cuts off.
    return gettext("%(number)s km") % {"number": number_format(round(metres / 1000, 1), decimal_pos=1)}


def distance(metres: float) -> str:
    """Give a length in metres under a kilometre (to 10 m) and in kilometres above."""
    if metres < 1000:
        return gettext("%(number)s m") % {"number": number_format(round(metres / 10) * 10)}
    return kilometres(metres)


def riding_time(minutes: int) -> str:
    """Give a riding time rounded to 5 minutes, such as "1 uur 10 min" in Dutch."""
    rounded = max(5, 5 * round(minutes / 5))
    hours, rest = divmod(rounded, 60)
    if not hours:
        return gettext("%(minutes)d minutes") % {"minutes": rest}
    if not rest:
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def playing_time(seconds: float) -> str:
    """Give how long a recording lasts, such as "2 min 05"; empty where that is not known."""
    minutes, rest = divmod(round(seconds or 0), 60)
    if not minutes:
        return gettext("%(seconds)d seconds") % {"seconds": rest} if rest else ""
    return gettext("%(minutes)d min %(seconds)02d") % {"minutes": minutes, "seconds": rest}
