"""The style guide, for those who carry on with the look of the pages."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from home.styleguide import samples

PERMISSION = "villages.change_villagelook"  # who may set up the village


@never_cache
@require_safe
@require_admin_access
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component with its states, in the look of the village.

    Raises:
        PermissionDenied: somebody may not set up the village.
    """
    if not request.user.has_perm(PERMISSION):  # type: ignore[union-attr]
        raise PermissionDenied
    return render(request, "styleguide/styleguide.html", samples(request))
