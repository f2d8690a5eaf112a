"""A village's own user forms: who manages users here can't make superusers, and can't make people of no village."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.models import UserProfile

from .access import is_only_here, keep_an_admin, people
from .models import User, Village
from .scope import current_village, every_village

ROLES_HELP = _(
    "An editor writes and submits. A final editor also publishes and plans editions. A village admin also lets people in and"
    " sets the village's colours."
)


class DayInput(forms.DateInput):
    """The browser's own calendar, which speaks the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class VillageLoginForm(LoginForm):
    """Logging in with a user name or an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name or e-mail address")
        self.fields["password"].label = _("Password")
        self.fields["username"].widget.attrs["placeholder"] = ""
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"


class VillagePasswordResetForm(PasswordResetForm):
    """Mails the link in the language that its reader works in."""

    def send_mail(self, subject: str, text: str, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Mail it to one person."""
        profile = UserProfile.objects.filter(user=context["user"]).first()
        with translation.override(profile.get_preferred_language() if profile else translation.get_language()):
            super().send_mail(subject, text, context, *args, **kwargs)


class WithinTheVillage:
    """Mixed into Wagtail's user forms."""

    fields: dict[str, forms.Field]
    instance: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access_until"].widget = DayInput()
        scope = current_village()
        self.village = Village.objects.get(pk=scope.site) if scope else None
        groups = self.fields["groups"]
        if self.village is None:
            groups.label_from_instance = _role_and_village  # type: ignore[attr-defined]
            return
        self.fields.pop("is_superuser", None)
        self.fields.pop("is_active", None)  # the last day says it, and says when
        groups.required = True
        groups.label = _("What this person does")
        groups.help_text = ROLES_HELP
        groups.label_from_instance = lambda group: str(group.village_role)  # type: ignore[attr-defined]
        if self.instance.pk and not is_only_here(self.instance, self.village):
            for name in set(self.fields) - {"groups"}:
                del self.fields[name]

    @property
    def password_enabled(self) -> bool:
        """Whether the password is this village's to change."""
        return "password1" in self.fields

    def clean_email(self) -> str:
        """Refuse an address that somebody else in the village logs in with.

        Raises:
            ValidationError: a colleague has it.
        """
        email: str = self.cleaned_data["email"]  # type: ignore[attr-defined]
        if self.village and people(self.village).filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("A colleague already uses this address."))
        return email

    def clean(self) -> Any:
        """Refuse to leave the village without an admin."""
        cleaned = super().clean()  # type: ignore[misc]
        data = self.cleaned_data  # type: ignore[attr-defined]
        if self.village and self.instance.pk and "groups" in data:
            keep_an_admin(self.village, self.instance, roles=data["groups"], until=data.get("access_until"))
        return cleaned

    def _clean_username(self) -> Any:
        if "username" not in self.fields:
            return None
        with every_village():  # user names are unique across villages
            return super()._clean_username()  # type: ignore[misc]


def _role_and_village(group: Any) -> str:
    role = getattr(group, "village_role", None)
    return f"{role.village.name}: {role}" if role else str(group)


class VillageUserCreationForm(WithinTheVillage, UserCreationForm):
    """A new colleague."""

    field_order = ["first_name", "last_name", "email", "username", "password1", "password2", "groups", "access_until"]

    class Meta(UserCreationForm.Meta):
        fields = {*UserCreationForm.Meta.fields, "access_until"}


class VillageUserEditForm(WithinTheVillage, UserEditForm):
    """A colleague, and until when."""

    field_order = ["first_name", "last_name", "email", "username", "groups", "access_until", "password1", "password2"]

    class Meta(UserEditForm.Meta):
        fields = {*UserEditForm.Meta.fields, "access_until"}
