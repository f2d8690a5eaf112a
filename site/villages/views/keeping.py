"""The keeper's list of villages on the platform's host, and founding one."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.models import Page

from villages.founding import FirstAdmin, found_village
from villages.models import User, Village
from villages.platform_forms import NewVillageForm
from villages.scope import PATH_END, current_village

from .admin_forms import AdminFormView
from .invitations import mail_and_say, writes_then_mails

VILLAGES = ((_("Villages"), "dorpen:index"),)


class ForKeepers:
    """A screen of the platform's own admin, for superusers alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a keeper; on a village's host there is nothing here."""
        if current_village() is not None:
            raise Http404
        if not request.user.is_superuser:  # type: ignore[union-attr]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def with_figures(villages: QuerySet[Village]) -> QuerySet[Village]:
    """Add `people` (accounts that are open) and `published` (the newest publication in its first language)."""
    people = User._base_manager.filter(groups__village_role__village=OuterRef("pk"), left_on=None).order_by()
    root = OuterRef("site__root_page__path")
    below = Page._base_manager.filter(path__gte=root, path__lt=Concat(root, Value(PATH_END)), live=True).order_by()
    return villages.annotate(
        people=Subquery(
            people.values("groups__village_role__village").annotate(n=Count("pk", distinct=True)).values("n")
        ),
        published=Subquery(below.annotate(one=Value(1)).values("one").annotate(n=Max("last_published_at")).values("n")),
    )


def _address(village: Village) -> str:
    return format_html('<a href="{}/">{}</a>', village.site.root_url, village.site.hostname)


class VillagesView(ForKeepers, IndexView):
    """Which villages live here."""

    model = Village
    page_title = _("Villages")
    header_icon = "site"
    index_url_name = "dorpen:index"
    index_results_url_name = "dorpen:index_results"
    add_url_name = "dorpen:add"
    add_item_label = _("New village")
    search_fields = ["site__site_name", "site__hostname", "slug"]
    default_ordering = "site__site_name"
    paginate_by = 50

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        """Give the columns."""
        return [
            TitleColumn(
                "name",
                label=_("Village"),
                sort_key="site__site_name",
                get_url=lambda village: reverse("dorpen:village", args=[village.slug]),
            ),
            Column("address", accessor=_address, label=_("Web address"), sort_key="site__hostname"),
            Column("languages", accessor=lambda village: ", ".join(village.languages), label=_("Languages")),
            Column("people", accessor=lambda village: village.people or 0, label=_("People"), sort_key="people"),
            DateColumn("published", label=_("Last published"), sort_key="published"),
        ]

    def get_base_queryset(self) -> QuerySet[Village]:
        """Give the villages with what the columns show."""
        found = Village.objects.select_related("site__root_page__locale").prefetch_related("locales")
        return with_figures(found)


@writes_then_mails
class NewVillageView(ForKeepers, AdminFormView):
    """Found a village: what `add_village` does, as a form."""

    page_title = _("New village")
    header_icon = "site"
    form_class = NewVillageForm
    submit_label = _("Make the village")
    explanation = _(
        "The site, its pages in each language, the roles and the workflow are made in one step, or not at all."
    )
    trail = VILLAGES

    def form_valid(self, form: NewVillageForm) -> HttpResponse:
        """Found it, and invite its first admin."""
        data = form.cleaned_data
        admin = FirstAdmin(data["email"], data["admin_name"], self.request.user) if data["email"] else None  # type: ignore[arg-type]
        try:
            village = found_village(
                data["name"].strip(),
                data["hostname"],
                languages=form.languages(),
                port=platform_port(),
                like=data["like"],
                admin=admin,
            )
        except ValidationError as error:
            _add_errors(form, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _now("%(name)s is there: %(url)s/") % {"name": village.name, "url": village.site.root_url},
        )
        for invitation in village.invitations.all():
            mail_and_say(self.request, invitation)
        return redirect("dorpen:village", slug=village.slug)


def _add_errors(form: NewVillageForm, error: ValidationError) -> None:
    places = {"slug": "name", "languages": "language"}
    for field, found in getattr(error, "error_dict", {None: error}).items():
        place = places.get(field, field)
        form.add_error(place if place in form.fields else None, found)


def platform_port() -> int:
    """Give the port that villages' addresses carry where the platform's own address is as it is."""
    parts = urlsplit(str(settings.WAGTAILADMIN_BASE_URL))
    return parts.port or (443 if parts.scheme == "https" else 80)
