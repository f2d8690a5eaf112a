"""The users screen of a village."""

from typing import Any

from wagtail.users.views.users import UserViewSet

from villages.forms import VillageUserCreationForm, VillageUserEditForm


class VillageUserViewSet(UserViewSet):
    """Wagtail's users, with forms that stay within the village; the managers already list only its people."""

    template_prefix = "wagtailusers/users/"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Give the form for a new or a known colleague."""
        return VillageUserEditForm if for_update else VillageUserCreationForm
