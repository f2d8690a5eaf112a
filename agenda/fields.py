"""A field for a few numbers out of a list, such as days of the week."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


def read_numbers(text: str) -> tuple[int, ...]:
    """Give the numbers of a text like "0,2".

    Raises:
        ValueError: a part is no number.
    """
    return tuple(int(part) for part in text.split(",") if part.strip())


def write_numbers(numbers: Iterable[int]) -> str:
    """Give the text that `read_numbers` reads."""
    return ",".join(str(number) for number in sorted(set(numbers)))


class NumberListFormField(forms.MultipleChoiceField):
    """Check boxes whose answer is one text, "0,2"."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """Give the boxes that are ticked."""
        return [str(number) for number in read_numbers(value)] if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Give the text for the boxes that were ticked."""
        return ",".join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare ticked boxes with the text from before."""
        return super().has_changed(self.prepare_value(initial or ""), data)


class NumberListField(models.CharField):
    """Numbers out of a list of choices, kept as a text like "0,2"; empty for none."""

    def __init__(self, *args: Any, options: Sequence[tuple[int, Any]] = (), **kwargs: Any) -> None:
        self.options = options
        super().__init__(*args, **{"max_length": 40, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        """Give check boxes."""
        return NumberListFormField(
            choices=[(str(number), label) for number, label in self.options],
            required=False,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is not a list of the numbers to choose from.

        Raises:
            ValidationError: so.
        """
        super().validate(value, model_instance)
        try:
            known = set(read_numbers(value)) <= {number for number, _label in self.options}
        except ValueError:
            known = False
        if not known:
            raise ValidationError(_("Choose out of the list."))
