"""Template filters that every page may use."""

import datetime as dt

from django import template

from core import dates, telephone

register = template.Library()


@register.filter
def spoken_date(value: dt.date | None) -> str:
    """Give a date as people say it; nothing for nothing."""
    return dates.spoken_date(value) if value else ""


@register.filter
def spoken_time(value: dt.time | dt.datetime | None) -> str:
    """Give a time as people say it; nothing for nothing."""
    return dates.spoken_time(value) if value is not None else ""


@register.filter
def spoken_datetime(value: dt.datetime | None) -> str:
    """Give a date and time as people say them; nothing for nothing."""
    return dates.spoken_datetime(value) if value else ""


@register.filter
def tel(value: str) -> str:
    """Give the `tel:` address of a phone number as people write it."""
    return telephone.tel_uri(value)
