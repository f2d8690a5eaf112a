"""A village's own user forms: who manages users here can't make superusers, and can't make people of no village."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .scope import current_village, every_village


class WithinTheVillage:
    """Mixed into Wagtail's user forms."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current_village() is not None:
            self.fields.pop("is_superuser", None)
            groups = self.fields["groups"]
            groups.required = True
            groups.help_text = _("What this person does in the village.")
            groups.label_from_instance = lambda group: str(group.village_role)  # type: ignore[attr-defined]

    def _clean_username(self) -> Any:
        with every_village():  # user names are unique across villages
            return super()._clean_username()  # type: ignore[misc]


class VillageUserCreationForm(WithinTheVillage, UserCreationForm):
    """A new colleague."""

    class Meta(UserCreationForm.Meta):
        fields = {*UserCreationForm.Meta.fields, "access_until"}


class VillageUserEditForm(WithinTheVillage, UserEditForm):
    """A colleague, and until when."""

    class Meta(UserEditForm.Meta):
        fields = {*UserEditForm.Meta.fields, "access_until"}
