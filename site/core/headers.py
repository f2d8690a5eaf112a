"""What each answer tells the browser not to allow: scripts that are not ours, other sites' frames, sensors that no page needs."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP = "Content-Security-Policy"
OPENER = "Cross-Origin-Opener-Policy"
ADMIN = "/admin/"
DOCUMENTS = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")


def public_policy(more: dict[str, list[str]] | None = None) -> str:
    """Give the policy for everybody's pages; `more` are sources to allow beyond it, by directive."""
    return build_policy(config=settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], update=more)


class HeadersMiddleware:
    """Set the Content-Security-Policy (the admin's or everybody else's), and on documents the Permissions-Policy.

    Browsers read the latter, and the Cross-Origin-Opener-Policy, on a document only: on style sheets, drawings and photos
    they are 400 bytes for nothing. On letters browsers read none of the three. A view that sets its own policy, such as the
    one that serves uploads, keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = public_policy()
        self.admin = build_policy(config=settings.ADMIN_CONTENT_SECURITY_POLICY)
        self.permissions = settings.PERMISSIONS_POLICY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add them to the answer."""
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "text/html")
        if not kind.startswith("font/"):
            response.headers.setdefault(CSP, self.admin if request.path_info.startswith(ADMIN) else self.public)
        if kind.startswith(DOCUMENTS):
            response.headers.setdefault("Permissions-Policy", self.permissions)
        elif OPENER in response.headers:
            del response.headers[OPENER]
        return response
