"""Subscribing, and changing what one gets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ChoiceForm(forms.Form):
    """What somebody gets."""

    editions = forms.BooleanField(label=_("Each new edition of the newspaper"), required=False, initial=True)
    agenda = forms.BooleanField(label=_("The agenda, every week"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("editions") and not cleaned.get("agenda"):
            self.add_error("editions", _("Tick at least one of the two."))
        return cleaned


class SubscribeForm(ChoiceForm):
    """An address, and what goes there."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    field_order = ["email", "editions", "agenda", "website"]

    def clean_email(self) -> str:
        """Give the address in the form that is compared with."""
        return self.cleaned_data["email"].strip().lower()
