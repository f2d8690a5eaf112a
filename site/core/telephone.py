"""Phone numbers as people write them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LOOKS_LIKE_A_NUMBER = re.compile(r"^\+?[0-9][0-9 ()./-]{6,24}$")


def tel_uri(number: str) -> str:
    """Give the RFC 3966 address of a number: "0470 12 34 56" becomes "tel:+32470123456".

    A number that starts with one zero is read as a Belgian one; "00" and "+" start an international number.
    """
    digits = re.sub(r"\(0\)|[^0-9+]", "", number)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+32{digits[1:]}"
    return f"tel:{digits}"


def validate_phone(number: str) -> None:
    """Accept what a person would recognise as a phone number.

    Raises:
        ValidationError: it holds letters, or fewer than 7 digits.
    """
    if not _LOOKS_LIKE_A_NUMBER.match(number.strip()):
        raise ValidationError(_("Write a phone number like 0470 12 34 56."))
