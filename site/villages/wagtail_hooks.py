"""The village's own screens in the admin."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from .models import User
from .translating import asking
from .translating.views import PERMISSION as MAY_TRANSLATE
from .translating.views import translations
from .views import invitations
from .views.neighbours import PERMISSION, neighbours, remove_neighbour


@hooks.register("register_admin_urls")
def village_urls() -> list[URLPattern]:
    """Give the addresses of the screens of neighbours and translations; Wagtail asks for a login before them."""
    return [
        path("dorp/buren/", neighbours, name="village_neighbours"),
        path("dorp/buren/<int:neighbour>/weg/", remove_neighbour, name="village_neighbour_remove"),
        path("vertalingen/", translations, name="village_translations"),
    ]


class VillageMenuItem(MenuItem):
    """A screen about one village, for who may set it up; the platform's own admin has none."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this is a village's admin, and somebody who may."""
        village: Any = getattr(request, "village", None)
        return village is not None and request.user.has_perm(PERMISSION)  # type: ignore[union-attr]


@hooks.register("register_settings_menu_item")
def neighbours_menu_item() -> MenuItem:
    """Put the neighbouring villages among the settings."""
    return VillageMenuItem(
        _("Neighbouring villages"), reverse("village_neighbours"), name="neighbours", icon_name="group", order=750
    )


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's own at the same addresses
def translation_urls() -> list[URLPattern]:
    """Give the addresses at which wagtail-localize's screens tell what went wrong."""
    return [
        path("localize/jsi18n/", asking.EditorWords.as_view()),
        path("localize/translate/<int:translation_id>/machine_translate/", asking.machine_translate),
        path("localize/translate/<int:translation_id>/pofile/upload/", asking.upload_po),
        path(
            "localize/update/<int:translation_source_id>/",
            asking.update_translations,
            name="village_update_translations",
        ),
    ]


class TranslationsMenuItem(MenuItem):
    """The translations, in a village with more than one language."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether there is something to translate, and somebody who may."""
        village: Any = getattr(request, "village", None)
        if village is None or len(village.languages) < 2:
            return False
        return request.user.has_perm(MAY_TRANSLATE)  # type: ignore[union-attr]


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    """Put the translations below the pages."""
    return TranslationsMenuItem(
        _("Translations"), reverse("village_translations"), name="vertalingen", icon_name="globe", order=160
    )


@hooks.register("construct_reports_menu")
def one_list_of_translations(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave wagtail-localize's own report out: it offers the languages of all villages, and not what was never sent."""
    menu_items[:] = [item for item in menu_items if item.url != reverse("wagtail_localize:translations_report")]


@hooks.register("register_admin_urls")
def invitation_urls() -> list[URLPattern | URLResolver]:
    """Give the addresses of invitations and handing over; Wagtail asks for a login before them."""
    patterns = [
        path("", invitations.OpenInvitations.as_view(), name="index"),
        path("nieuw/", invitations.InviteView.as_view(), name="add"),
        path("doorgeven/", invitations.HandOverView.as_view(), name="hand_over"),
        path("<int:pk>/opnieuw/", invitations.ResendView.as_view(), name="resend"),
        path("<int:pk>/intrekken/", invitations.WithdrawView.as_view(), name="withdraw"),
        path("<int:pk>/link/", invitations.ShowLinkView.as_view(), name="link"),
    ]
    return [path("uitnodigingen/", include((patterns, "invitations")))]


@hooks.register("before_bulk_action")
def one_person_at_a_time(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Refuse to change several users at once: who leaves or changes roles is looked at one by one."""
    if action.model is not User:
        return None
    messages.error(request, _now("Change people one at a time: open somebody's name in the list."))
    return redirect("wagtailusers_users:index")


class KeepersMenuItem(MenuItem):
    """A screen of the platform's own admin; a village's admin has none."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this is the platform's admin."""
        return getattr(request, "village", None) is None and request.user.is_superuser  # type: ignore[union-attr]


@hooks.register("register_admin_menu_item")
def villages_menu_item() -> MenuItem:
    """Put the villages first in the platform's menu."""
    address: Any = reverse_lazy("dorpen:index", urlconf="config.platform_urls")
    return KeepersMenuItem(_("Villages"), address, name="dorpen", icon_name="site", order=10)


@hooks.register("construct_settings_menu")
def sites_are_villages(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave Wagtail's own list of sites out: a village is more than its site, and is changed as a whole."""
    menu_items[:] = [item for item in menu_items if item.name != "sites"]


@hooks.register("before_copy_page")
def copy_to_a_place_that_exists(request: HttpRequest, page: Page) -> None:
    """Answer a copy to below a page that is not there, or not here, as any address that does not exist (Wagtail 8.0 raises).

    Raises:
        Http404: the chosen parent is no page of this village.
    """
    parent = request.POST.get("new_parent_page", "")
    if parent and not (parent.isdecimal() and Page.objects.filter(pk=parent).exists()):
        raise Http404
