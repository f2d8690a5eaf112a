"""Forms for inviting somebody, for accepting, and for handing over."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .access import people
from .forms import ROLES_HELP, DayInput
from .models import Invitation, User, Village, VillageRole

HANDOVER_DAYS = 30  # the last day that the form proposes: time to work side by side


class InvitationForm(forms.Form):
    """Whom to invite, and for what."""

    required_css_class = "required"

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation goes there."))
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, help_text=_("The mail greets her with it: “Hello Rita,”.")
    )
    role = forms.ChoiceField(
        label=_("What this person does"),
        choices=VillageRole.Role.choices,
        widget=forms.RadioSelect,
        initial=VillageRole.Role.EDITOR,
        help_text=ROLES_HELP,
    )


class AcceptForm(forms.Form):
    """Who the invited person is, and with which password she will log in."""

    first_name = forms.CharField(
        label=_("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password1 = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A short sentence is easy to remember."),
    )
    password2 = forms.CharField(
        label=_("The same password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        first, _space, last = invitation.name.partition(" ")
        self.fields["first_name"].initial, self.fields["last_name"].initial = first, last

    def clean(self) -> dict[str, Any]:
        """Compare the passwords and weigh them."""
        data: dict[str, Any] = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        elif first:
            names = {"first_name": data.get("first_name", ""), "last_name": data.get("last_name", "")}
            try:
                validate_password(first, User(username=self.invitation.email, email=self.invitation.email, **names))
            except ValidationError as error:
                self.add_error("password1", error)
        return data


class HandOverForm(forms.Form):
    """Who leaves, when, and who takes over."""

    required_css_class = "required"

    leaver = forms.ModelChoiceField(
        User.objects.none(), label=_("Who stops?"), help_text=_("All that this person wrote stays, with her name.")
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        help_text=_(
            "Until then both can log in and work side by side. If the successor accepts later, it is that day: nobody locks the"
            " village out."
        ),
    )
    email = forms.EmailField(
        label=_("E-mail address of the successor"),
        help_text=_("She gets an invitation. A colleague who works here already takes over at once."),
    )
    name = forms.CharField(label=_("Name of the successor"), max_length=150, required=False)

    def __init__(self, *args: Any, village: Village, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaver = self.fields["leaver"]
        assert isinstance(leaver, forms.ModelChoiceField)
        leaver.queryset = people(village).filter(is_active=True).order_by("first_name", "last_name")
        leaver.label_from_instance = lambda person: person.get_full_name() or person.get_username()  # type: ignore[assignment, method-assign]
        leaver.initial = user.pk
        self.fields["last_day"].initial = timezone.localdate() + dt.timedelta(days=HANDOVER_DAYS)

    def clean_last_day(self) -> dt.date:
        """Refuse a day that has passed.

        Raises:
            ValidationError: it lies before today.
        """
        day: dt.date = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a handing over to oneself."""
        data: dict[str, Any] = super().clean() or {}
        leaver, email = data.get("leaver"), data.get("email", "")
        if leaver and email and leaver.email.lower() == email.lower():
            self.add_error("email", _("This is the address of the person who stops."))
        return data
