"""Mail about a village leads to the village's own admin, not to the platform's.

Wagtail (8.0) writes links in its mail (a forgotten password, work that waits for approval) from one setting for all sites.
`use_village_addresses` puts another function where its template tags look for that address.
"""

from django.conf import settings
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.models import Site

from .scope import current_village


def admin_base_url() -> str:
    """Give the address of the host that this moment's work is for, without a slash at the end."""
    scope = current_village()
    if scope is None:
        return str(settings.WAGTAILADMIN_BASE_URL)
    return str(Site.objects.get(pk=scope.site).root_url)


def use_village_addresses() -> None:
    """Have Wagtail's mail templates ask `admin_base_url`."""
    assert callable(wagtailadmin_tags.get_admin_base_url)  # Wagtail 8.0; a test follows a mail's link
    wagtailadmin_tags.get_admin_base_url = admin_base_url
