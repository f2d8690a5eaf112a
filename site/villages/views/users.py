"""The users screen of a village."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.users.views.users import DeleteView, IndexView, UserColumn, UserFilterSet, UserViewSet

from villages.access import close_account, keep_an_admin
from villages.forms import VillageUserCreationForm, VillageUserEditForm
from villages.models import User, Village
from villages.scope import current_village


class PeopleFilterSet(UserFilterSet):
    """Wagtail's filters, less those that mean nothing in a village."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current_village() is not None:
            for name in ("is_superuser", "is_active"):
                self.filters.pop(name, None)


class PeopleView(IndexView):
    """Who works on the village's site, as what, and until when."""

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns."""
        name = self._get_title_column_class(UserColumn)
        return [
            name(
                "name",
                accessor=get_user_display_name,
                label=_("Name"),
                sort_key="name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("roles", accessor=_roles, label=_("Role")),
            Column("access", accessor=_access, label=_("Access"), sort_key="access_until"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        """Give those who did not leave."""
        found: QuerySet[User] = super().get_base_queryset().filter(left_on=None)
        return found.prefetch_related("groups__village_role__village__site")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to invite somebody; on the platform's host, to add a user."""
        if current_village() is None:
            return super().header_buttons
        if not self.add_url:
            return []
        return [
            HeaderButton(_("Invite somebody"), url=reverse("invitations:add"), icon_name="mail", priority=10),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer the rarer things."""
        buttons = list(super().header_more_buttons)
        if current_village() is not None and self.add_url:
            buttons += [
                Button(_("Invitations that wait"), url=reverse("invitations:index"), icon_name="mail", priority=20),
                Button(_("Hand over"), url=reverse("invitations:hand_over"), icon_name="user", priority=30),
                Button(_("Make an account yourself"), url=self.add_url, icon_name="plus", priority=40),
            ]
        return buttons


def _roles(user: User) -> str:
    here = current_village()
    roles = [getattr(group, "village_role", None) for group in user.groups.all()]
    if here is not None:
        return ", ".join(str(role) for role in roles if role and role.village_id == here.site)
    names = [f"{role.village.name}: {role}" for role in roles if role]
    return ", ".join([*names, *([str(_("keeper"))] if user.is_superuser else [])])


def _access(user: User) -> str:
    if not user.is_active:
        return str(_("closed"))
    if user.access_until is None:
        return ""
    day = user.access_until.strftime("%d/%m/%Y")
    if user.access_until < timezone.localdate():
        return str(_("ended on %(day)s")) % {"day": day}
    return str(_("until %(day)s")) % {"day": day}


class LeaveView(DeleteView):
    """Close somebody's account; what she wrote stays."""

    page_title = _("Close the account")
    success_message = _("The account is closed. What this person wrote is still there.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say beforehand where it can't be."""
        context = super().get_context_data(**kwargs)
        try:
            for village in villages_of(self.object):
                keep_an_admin(village, self.object)
        except ValidationError as error:
            context["refusal"] = error.messages[0]
        return {**context, "person": get_user_display_name(self.object), "villager": bool(villages_of(self.object))}

    def form_valid(self, form: Any) -> Any:
        """Close it, or say why that can't be."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return self.render_to_response(self.get_context_data(form=form))

    def delete_action(self) -> None:
        """Close the account in each village that is in sight; delete only who never worked for a village."""
        found = villages_of(self.object)
        for village in found:
            close_account(self.object, village, forget_name="forget_name" in self.request.POST)
        if not found:
            super().delete_action()


def villages_of(user: User) -> list[Village]:
    """Give the visible villages that somebody has a role in."""
    return list(Village.objects.filter(roles__group__user=user).distinct())


class VillageUserViewSet(UserViewSet):
    """Wagtail's users, with forms that stay within the village; the managers already list only its people."""

    template_prefix = "wagtailusers/users/"
    index_view_class = PeopleView
    delete_view_class = LeaveView
    filterset_class = PeopleFilterSet

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        """Give the form for a new or a known colleague."""
        return VillageUserEditForm if for_update else VillageUserCreationForm
