"""The demo villages' logins. They exist only where `make_demo` made them, never in production."""

from villages.models import User, Village

PASSWORD = "dorpsplein-demo"  # noqa: S105  (printed by bin/serve, on purpose)
PLATFORM_LOGIN = "keeper"


def demo_logins(village: Village) -> list[tuple[str, str]]:
    """Give user name and role of the people that the demo put in the village."""
    found = []
    for role in village.roles.select_related("group").order_by("role"):
        for user in User.objects.filter(groups=role.group).order_by("username"):
            found.append((user.username, role.get_role_display()))
    return found
