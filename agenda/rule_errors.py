"""What is wrong with a rule, in words for the editor, beside the field where she can put it right."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import RuleError

_OTHER = _("These dates and times contradict each other. Check the first day and the repetition.")
_MESSAGES = {
    "end_before_start": ("end_time", _("The event ends before it begins. Past midnight? Then fill in the last day too.")),
    "end_without_start": ("start_time", _("Fill in when it begins as well, or leave both times empty.")),
    "nights": ("end_date", _("The last day comes before the first, or more than a year after it.")),
    "year": ("start_date", _("Check the year.")),
    "first_day": (
        "start_date",
        _("The first day is not such a day of the month. Choose a first day that fits the repetition."),
    ),
    "interval": ("interval", _("Choose a number from 1 to 366.")),
    "too_many": ("count", _("That is too often: at most 10,000 times.")),
    "until_and_count": ("count", _("Fill in a last day or a number of times, not both.")),
    "until_before_start": ("until", _("The series ends before its first day.")),
    "once_with_extra": ("extra_dates", _("An event that takes place once has no extra dates. Choose “On these dates”.")),
    "pause_order": ("pauses", _("A pause ends before it begins.")),
    "pause_length": ("pauses", _("A pause lasts two years at most.")),
}


def as_validation_error(error: RuleError, *, by_field: bool = False) -> ValidationError:
    """Give the message for an editor, where `by_field` under the name of the event's field that it is about."""
    field, message = _MESSAGES.get(error.code, ("start_date", _OTHER))
    return ValidationError({field: message}) if by_field else ValidationError(message, code=error.code)
