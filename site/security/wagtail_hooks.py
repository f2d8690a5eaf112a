"""The screens of logging in safely, in the admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from villages.models import User

from .middleware import ADMIN, SET_UP
from .views import ceremonies, colleague, journal, own, own_passkeys


@hooks.register("register_admin_urls")
def security_urls() -> list[URLPattern | URLResolver]:
    """Give the addresses of the second step, one's own and a colleague's, and of the log; Wagtail asks for a login first."""
    patterns = [
        path("", own.OverviewView.as_view(), name="overview"),
        path("app/", own.AppView.as_view(), name="app"),
        path("app/weg/", own.RemoveAppView.as_view(), name="remove_app"),
        path("passkey/", own_passkeys.MakeView.as_view(), name="passkey"),
        path("passkey/begin/", ceremonies.BeginMaking.as_view(), name="passkey_begin"),
        path("passkey/klaar/", ceremonies.CompleteMaking.as_view(), name="passkey_complete"),
        path("passkey/<int:pk>/weg/", own_passkeys.RemoveView.as_view(), name="remove_passkey"),
        path("codes/", own.CodesView.as_view(), name="codes"),
    ]
    of_others = [path("<int:pk>/tweede-stap-weg/", colleague.ForgetView.as_view(), name="forget")]
    return [
        path(SET_UP.removeprefix(ADMIN), include((patterns, "second_step"))),
        path("logboek/", journal.JournalView.as_view(), name="security_journal"),
        path("mensen/", include((of_others, "second_step_of"))),
    ]


@hooks.register("register_account_menu_item")
def account_menu_item(request: HttpRequest) -> dict[str, Any]:
    """Put the second step among the actions of somebody's account."""
    return {
        "url": reverse("second_step:overview"),
        "label": _("Second step"),
        "help_text": _("Log in with your password and your telephone, so that a stolen password is worth nothing."),
    }


@hooks.register("register_user_listing_buttons")
def forget_button(user: User, request_user: User) -> Iterator[Button]:
    """Offer a village admin to take a colleague's second step away."""
    if user.pk != request_user.pk and request_user.has_perm("villages.change_user"):
        yield Button(
            _("Take the second step away"),
            reverse("second_step_of:forget", args=[user.pk]),
            icon_name="lock-open",
            priority=40,
        )


class JournalMenuItem(MenuItem):
    """The log, for who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this person may."""
        return bool(request.user.has_perm(journal.PERMISSION))  # type: ignore[union-attr]


@hooks.register("register_reports_menu_item")
def journal_menu_item() -> MenuItem:
    """Put the log among the reports."""
    return JournalMenuItem(
        journal.JournalView.page_title,
        reverse("security_journal"),
        name="security-journal",
        icon_name="list-ul",
        order=10,
    )


@hooks.register("insert_global_admin_css")
def second_step_style() -> SafeString:
    """Style the picture to scan and the codes."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/security-admin.css"))
