"""What is wrong with a rule, in words for the editor, beside the field where she can put it right."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import RuleError

_OTHER = ("start_date", _("These dates and times contradict each other. Check the first day and the repetition."))
_MESSAGES = {
    "end_before_start": (
        "end_time",
        _("The event ends before it begins. Past midnight? Then fill in the last day too."),
    ),
    "end_without_start": ("start_time", _("Fill in when it begins as well, or leave both times empty.")),
    "nights": ("end_date", _("The last day comes before the first, or more than a year after it.")),
    "year": ("start_date", _("Check the year.")),
    "first_day": (
        "start_date",
        _("The first day does not fit the repetition: choose a first day on which it is held."),
    ),
    "interval": ("interval", _("Choose a number from 1 to 366.")),
    "too_many": ("repeat_count", _("That is too often: at most 10,000 times.")),
    "until_and_count": ("repeat_count", _("Fill in a last day or a number of times, not both.")),
    "until_before_start": ("repeat_until", _("The series ends before its first day.")),
    "months_off": ("months_off", _("At least one month must remain.")),
}


def as_validation_error(error: RuleError) -> ValidationError:
    """Give the message for an editor, under the name of the event's field that it is about."""
    field, message = _MESSAGES.get(error.code, _OTHER)
    return ValidationError({field: message})
