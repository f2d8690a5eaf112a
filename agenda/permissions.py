"""Who may choose which calendars the village's agenda takes over."""

from typing import Any

from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy, register_permission_policy


class PublishersPolicy(BasePermissionPolicy):
    """Who may publish may choose what is taken over: it may go online without anybody looking."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether somebody may publish a page in this village."""
        return bool(page_permission_policy.user_has_permission(user, "publish"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell the same of any of several actions."""
        return self.user_has_permission(user, "publish")

    def users_with_any_permission(self, actions: Any) -> Any:
        """Give those who may."""
        return page_permission_policy.users_with_any_permission(["publish"])


def register() -> None:
    """Have Wagtail's screens ask this policy."""
    from agenda.models import CalendarSource

    register_permission_policy(CalendarSource, PublishersPolicy(CalendarSource), exact_class=True)
