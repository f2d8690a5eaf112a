"""Template filters that every page may use."""

import datetime as dt
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import dates, languages, telephone

register = template.Library()


@register.simple_tag
def date_block(day: dt.date) -> SafeString:
    """Give a day as a block of type (`components/date_block.html`)."""
    return _date_block(day, get_language() or "nl")


@lru_cache(maxsize=2_000)
def _date_block(day: dt.date, language: str) -> SafeString:
    # A list shows the same few days to everybody: each is set once per language.
    return render_to_string("components/date_block.html", {"day": day})


@register.simple_tag
def include_once(template_name: str) -> SafeString:
    """Give a template that shows the same on every page: it is set once per language."""
    return _set_once(template_name, get_language() or "nl")


@lru_cache(maxsize=100)
def _set_once(template_name: str, language: str) -> SafeString:
    return render_to_string(template_name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Give an icon of `static/icons.svg` by its name; it says nothing that the words beside it do not."""
    return _icon(name)


@lru_cache(maxsize=100)
def _icon(name: str) -> SafeString:
    return render_to_string("components/icon.html", {"name": name})


@register.simple_tag
def in_our_words() -> SafeString:
    """Give `lang` and `dir` for words that are made in the interface's languages alone, on a page in another; else nothing."""
    return in_language(languages.of_our_words())


@register.simple_tag
def in_language(code: str) -> SafeString:
    """Give `lang` and `dir` for words in a language, on a page in another; else, and for words of an unknown one, nothing."""
    around = get_language() or settings.LANGUAGE_CODE
    return SafeString(languages.language_attributes(code, around) if code and code != around else "")


register.filter(languages.in_first_language)


@register.filter
def apart(words: str) -> SafeString:
    """Give words in an element of their own, inside a sentence: it says their language, and keeps their direction."""
    return format_html("<bdi>{}</bdi>", words)


register.filter(languages.language_in_words)


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
