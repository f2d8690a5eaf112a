"""The screens on which a village chooses which calendars of associations its agenda takes over."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from agenda.models import CalendarSource
from agenda.tasks import ask_for_a_look


class _Looking:
    """Has the calendar looked at as soon as it is saved, in the background; the screen says how far that is."""

    request: HttpRequest
    form: Any

    def save_instance(self) -> CalendarSource:
        """Save, and ask for a look at the file that was given, or the address; all of it, as new settings count for all."""
        source: CalendarSource = super().save_instance()  # type: ignore[misc]
        file = self.form.cleaned_data.get("file")
        if file or source.url:
            ask_for_a_look(source, file.read() if file else None)
        return source

    def get_success_url(self) -> str:
        """Stay with the calendar: the result stands there."""
        return self.get_edit_url()  # type: ignore[attr-defined, no-any-return]


class SourceCreateView(_Looking, generic.CreateView):
    """A new calendar, of the village at whose host the editor is."""

    def get_initial_form_instance(self) -> CalendarSource:
        """Give the form a calendar of this village.

        Raises:
            Http404: this is the platform's own host.
        """
        village = self.request.village  # type: ignore[attr-defined]
        if village is None:
            raise Http404
        return CalendarSource(village=village)


class SourceEditView(_Looking, generic.EditView):
    """A calendar, with how it went the last time."""


class SourceDeleteView(generic.DeleteView):
    """Stop taking a calendar over."""

    @property
    def confirmation_message(self) -> str:
        """What remains."""
        return _now("This calendar is then no longer looked at. The events that came from it stay where they are.")


class CalendarSourceViewSet(ModelViewSet):
    """The calendars of associations."""

    model = CalendarSource
    icon = "date"
    menu_label = _("Other calendars")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = SourceCreateView
    edit_view_class = SourceEditView
    delete_view_class = SourceDeleteView
    list_display = [
        "name",
        Column("result", label=_("The last result")),
        Column("checked_words", label=_("Looked at")),
    ]
    search_fields = ["name"]


source_views = CalendarSourceViewSet("calendar_sources", url_prefix="agenda/bronnen")


@require_safe
def source_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the part of a calendar's screen that says how far the look at it is; a script asks for it now and then.

    Raises:
        Http404: it is not a calendar of this village.
        PermissionDenied: it is none of this person's business.
    """
    source = get_object_or_404(CalendarSource, pk=pk)
    if not source_views.permission_policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    return render(request, "agenda/admin/source_result.html", {"self": {"instance": source}})
