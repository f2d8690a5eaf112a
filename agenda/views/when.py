"""What residents will read, while the editor is still typing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agenda.models import AgendaPage, EventPage
from agenda.rule_building import WHEN_FIELDS

FORMSETS = ("pauses", "skipped_dates", "extra_dates", "changes")


@non_atomic_requests  # writes nothing
@require_POST
def when_preview(request: HttpRequest) -> HttpResponse:
    """Answer with the sentence and the next 8 times of the posted form, or with what is wrong with it.

    `page` in the query names the event that is edited, `parent` the agenda in which one is made. Nothing is saved.

    Raises:
        Http404: there is no such page in this village.
        PermissionDenied: somebody may neither edit nor add there.
    """
    event, parent = _target(request)
    form_class = EventPage.get_edit_handler().get_form_class()
    form: Any = form_class(request.POST, instance=event, parent_page=parent, for_user=request.user)
    form.defer_required_fields()
    form.is_valid()
    problems = [error for name in ("repeat", *WHEN_FIELDS) for error in form.errors.get(name, [])]
    problems += [
        error
        for name in FORMSETS
        if name in form.formsets
        for errors in form.formsets[name].errors
        for messages in errors.values()
        for error in messages
    ]
    follows = form.original is not None
    rule = event.known_rule if follows else form.rule()
    context: dict[str, Any] = {"problems": problems, "asked": True}
    if rule is not None and not problems:
        context["sentence"] = event.sentence_of(rule)
        context["occurrences"] = event.coming_by(
            rule, event.planned_changes() if follows else form.changes(), timezone.now()
        )
    return render(request, "agenda/admin/when.html", context)


def _target(request: HttpRequest) -> tuple[EventPage, AgendaPage]:
    try:
        page, parent = int(request.GET.get("page", 0)), int(request.GET.get("parent", 0))
    except ValueError as error:
        raise Http404 from error
    if page:
        event = get_object_or_404(EventPage, pk=page).get_latest_revision_as_object()
        if not event.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return event, event.get_parent().specific
    agenda = get_object_or_404(AgendaPage, pk=parent)
    if not agenda.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return EventPage(locale=agenda.locale), agenda
