"""A length that is stored in whole metres and written in kilometres."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

LONGEST_KILOMETRES = 1_000


class KilometresFormField(forms.CharField):
    """Takes "3,2", "3.2" or "3,2 km" and gives 3200."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask phones for a keyboard with figures."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        """Show metres as kilometres; leave what somebody typed as it is."""
        if isinstance(value, int):
            whole, metres = divmod(value, 1000)
            decimals = f"{metres:03}".rstrip("0")
            return number_format(Decimal(f"{whole}.{decimals}" if decimals else whole), force_grouping=False)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare in metres."""
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Give metres; ValidationError for what is no length along a route."""
        text = super().clean(value)
        if not text:
            return None
        written = text.lower().removesuffix("km").strip().replace(",", ".")
        try:
            kilometres = Decimal(written)
        except InvalidOperation:
            kilometres = Decimal("NaN")
        if not kilometres.is_finite() or not 0 <= kilometres <= LONGEST_KILOMETRES:
            raise ValidationError(_("Write the distance from the start in kilometres, like 3,2."), code="kilometres")
        return int(round(kilometres * 1000))


class KilometresField(models.PositiveIntegerField):
    """Whole metres in the database, kilometres in a form."""

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """Give a field in kilometres."""
        kwargs.pop("min_value", None)
        kwargs.pop("max_value", None)
        return models.Field.formfield(self, **{"form_class": KilometresFormField, **kwargs})  # type: ignore[return-value]
