"""Which pages an editor can find her way to in the admin, without a condition on the tree of all villages.

Wagtail (8.0, `PagePermissionPolicy.explorable_instances`) keeps what lies below the common ancestor of the pages that somebody
has a role for. Home pages stand side by side, so that is the root of all trees: a condition that leaves nothing out, and
that SQLite answers by reading every page of every village.
"""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

_stock = PagePermissionPolicy.explorable_instances
ACTIONS = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def explorable_instances(self: PagePermissionPolicy, user: Any) -> Any:
    """Give what somebody has a role for, and the pages above it."""
    pages = {permission.page.path: permission.page for permission in self.get_cached_permissions_for_user(user)}
    if user.is_superuser or not pages or not _side_by_side(list(pages)):
        return _stock(self, user)
    found = self.instances_user_has_any_permission_for(user, ACTIONS)
    for page in pages.values():
        found |= self.model._default_manager.ancestor_of(page)
    return found


def _side_by_side(paths: list[str]) -> bool:
    """Tell whether nothing but the root of all trees is above all of these: Wagtail takes the parent of a single one."""
    top = 2 * Page.steplen
    return any(len(path) <= top for path in paths) or len({path[:top] for path in paths}) > 1


def leave_the_root_out() -> None:
    """Put ours in the place of Wagtail's."""
    PagePermissionPolicy.explorable_instances = explorable_instances
