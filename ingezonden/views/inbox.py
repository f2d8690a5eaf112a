"""The editors' inbox: what came in, what to do with it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.transaction import non_atomic_requests
from django.forms import DateField
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.images.models import SourceImageIOError

from core.dates import spoken_date
from dorpskrant.models import EditionPage, FamilyNotice
from dorpskrant.models.printed import is_printed
from ingezonden.forms import ADDRESS_OF, FORMS
from ingezonden.mails import refusal_text, send_refusal
from ingezonden.models import Kind, Status, Submission, SubmissionPhoto
from ingezonden.taking import editions_for, refuse, take, take_back_refusal

PER_PAGE = 30
NEEDS_EDITION = (Kind.ARTICLE, Kind.NOTICE, Kind.ADVERT)


def may_see_inbox(user: Any) -> bool:
    """Say whether somebody may read what came in."""
    return bool(user.has_perm("ingezonden.view_submission"))


def _allowed(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(f"ingezonden.{permission}_submission"):  # type: ignore[union-attr]
        raise PermissionDenied


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List what came in: new, taken, or refused."""
    _allowed(request, "view")
    status = request.GET.get("status", Status.NEW)
    if status not in Status.values:
        status = Status.NEW
    found: Any = Submission.objects.prefetch_related("photos")
    found = found.waiting() if status == Status.NEW else found.filter(status=status).order_by("-handled_at")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    counts = {value: Submission.objects.filter(status=value).count() for value in Status.values}
    tabs = [{"value": value, "label": label, "count": counts[value]} for value, label in Status.choices]
    context = {"submissions": page, "tabs": tabs, "status": status, "entries": _entries()}
    return render(request, "ingezonden/admin/inbox.html", context)


@require_safe
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one of them whole, with what can be done."""
    _allowed(request, "view")
    found: Submission = get_object_or_404(Submission.objects.prefetch_related("photos"), pk=pk)
    village = request.village  # type: ignore[attr-defined]
    notice = FamilyNotice.objects.filter(translation_key=found.notice_key).first() if found.notice_key else None
    context = {
        "submission": found,
        "rows": _rows(found),
        "notice": notice,
        "editions": editions_for(village) if found.kind in NEEDS_EDITION else [],
        "needs_edition": found.kind in NEEDS_EDITION,
        "refusal_text": refusal_text(found),
        "may_decide": request.user.has_perm("ingezonden.change_submission"),  # type: ignore[union-attr]
    }
    return render(request, "ingezonden/admin/submission.html", context)


@require_POST
def take_submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the draft, and go on with it in the editor."""
    _allowed(request, "change")
    found = get_object_or_404(Submission, pk=pk)
    village = request.village  # type: ignore[attr-defined]
    edition = None
    if found.kind in NEEDS_EDITION:
        chosen = request.POST.get("edition", "")
        edition = EditionPage.objects.filter(pk=chosen).first() if chosen.isdigit() else None
        if edition is None:
            messages.error(request, _("Choose the edition that it goes into."))
            return redirect("ingezonden_submission", pk=found.pk)
        permissions = edition.permissions_for_user(request.user)
        if not permissions.can_edit() or (found.kind == Kind.ADVERT and not permissions.can_reorder_children()):
            raise PermissionDenied
        if is_printed(edition.pk):
            messages.error(request, _("This edition was printed. Choose another one."))
            return redirect("ingezonden_submission", pk=found.pk)
    try:
        page = take(found, village, request.user, edition)
    except (OSError, SourceImageIOError):
        messages.error(request, _("A photo of it could not be read. Nothing was made."))
        return redirect("ingezonden_submission", pk=found.pk)
    found.refresh_from_db()
    if found.status == Status.REFUSED:
        return _decided_already(request, found)
    if found.kind == Kind.REMOVAL:
        messages.success(request, _("The notice is off the site, in every language."))
        return redirect("ingezonden_inbox")
    if page is None or (found.kind == Kind.ADVERT and found.advert_id is None):
        messages.warning(request, _("It was taken before, and what was made of it is gone."))
        return redirect("ingezonden_submission", pk=found.pk)
    if found.kind == Kind.ADVERT:
        return _to_advert(request, found)
    messages.success(request, _("Taken. Look it over; nobody reads it before you publish."))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _to_advert(request: HttpRequest, found: Submission) -> HttpResponse:
    """Go on with the advert that was made: its place, its words, its picture."""
    text = _("The advert is in the edition. Call the advertiser about place and price.")
    number = found.fields.get("editions", 1)
    if number > 1:
        more = ngettext(
            "It was asked for in %(number)d edition.", "It was asked for in %(number)d editions.", number
        ) % {"number": number}
        text = f"{text} {more}"
    messages.success(request, text)
    return redirect("paper_advert", found.page_id, found.advert_id)


@non_atomic_requests  # waits for the mail server
@require_POST
def refuse_submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse it, with a friendly mail where the editor wants one."""
    _allowed(request, "change")
    found = get_object_or_404(Submission, pk=pk)
    text = request.POST.get("text", "").strip()
    if not refuse(found, request.user):  # before the mail goes: of two who refuse it at the same moment, one sends it
        return _decided_already(request, found)
    if request.POST.get("mail") and found.sender_email and text:
        try:
            send_refusal(request.village, found, text)  # type: ignore[attr-defined]
        except OSError:
            take_back_refusal(found)
            messages.error(request, _("The mail could not be sent. Nothing was changed; try again later."))
            return redirect("ingezonden_submission", pk=found.pk)
    messages.success(request, _("Refused. It stays in the list “Refused” for 90 days."))
    return redirect("ingezonden_inbox")


def _decided_already(request: HttpRequest, found: Submission) -> HttpResponse:
    """Say that this was decided before, perhaps by a first press on the same button; whoever asked sees how."""
    messages.warning(request, _("This was decided on already. Nothing was changed, and no mail was sent."))
    return redirect("ingezonden_submission", pk=found.pk)


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """Give a photo that came in, to those who may see the inbox."""
    _allowed(request, "view")
    found = get_object_or_404(SubmissionPhoto, pk=pk)
    response = FileResponse(found.file.open("rb"), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _entries() -> list[dict[str, Any]]:
    return [
        {"url": reverse("ingezonden_on_behalf", args=[name]), "label": form.heading} for name, form in FORMS.items()
    ]


def _rows(found: Submission) -> list[tuple[str, str]]:
    """Give the fields with the labels that the sender saw, in the order of the form."""
    address = ADDRESS_OF.get(Kind(found.kind))
    fields: dict[str, Any] = FORMS[address].base_fields if address else {}
    rows = []
    for name, field in fields.items():
        value = found.fields.get(name)
        if value in (None, "", False):
            continue
        choices = dict(getattr(field, "choices", ()) or ())
        shown = _("yes") if value is True else str(choices.get(value, value))
        if isinstance(field, DateField):
            shown = spoken_date(dt.date.fromisoformat(value))
        rows.append((str(field.label), shown))
    if not address and found.fields.get("text"):
        rows.append((_("Why"), found.fields["text"]))
    return rows
