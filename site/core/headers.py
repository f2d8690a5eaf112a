"""What each answer tells the browser not to allow: scripts that are not ours, other sites' frames, sensors that no page needs."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP = "Content-Security-Policy"
ADMIN = "/admin/"
DOCUMENTS = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def public_policy(more: dict[str, list[str]] | None = None) -> str:
    """Give the policy for everybody's pages; `more` are sources to allow beyond it, by directive."""
    return build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], update=more)


class HeadersMiddleware:
    """Set the Content-Security-Policy (the admin's or everybody else's), and on documents the Permissions-Policy.

    Browsers read the latter on a document only; on letters, style sheets, drawings and photos it is 350 bytes for nothing.
    A view that sets its own policy, such as the one that serves uploads, keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = public_policy()
        self.admin = build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY)
        self.permissions = settings.PERMISSIONS_POLICY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add them to the answer."""
        response = self.get_response(request)
        response.headers.setdefault(CSP, self.admin if request.path_info.startswith(ADMIN) else self.public)
        if response.headers.get("Content-Type", "text/html").startswith(DOCUMENTS):
            response.headers.setdefault("Permissions-Policy", self.permissions)
        return response
