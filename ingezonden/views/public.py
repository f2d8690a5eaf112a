"""The pages where residents send something in. No account, no cookie, no script needed."""

import uuid
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dorpskrant.models import FamilyNotice
from ingezonden.forms import FORMS, RemovalForm, SendInForm
from ingezonden.models import Submission
from ingezonden.networks import within_limit
from ingezonden.slips import printed_slip, slip_of
from ingezonden.stamps import new_stamp, read_stamp
from ingezonden.views.refusing import refused
from press.errors import PressError

MAX_REQUEST_BYTES = 80 * 1024 * 1024  # five photos and a text
TRIES = (40, 600)  # posts of any kind by one network to one village, in so many seconds
ACCEPTED = (12, 3600)  # submissions of one network
ACCEPTED_BY_ALL = (200, 24 * 3600)  # submissions of everybody together: what editors can still read


@require_safe
def send_in(request: HttpRequest) -> HttpResponse:
    """Show what can be sent in, each with its own page."""
    return render(request, "ingezonden/index.html", {"forms": list(FORMS.items())})


@csrf_exempt  # nobody is logged in here, so there is nothing to ride on; the signed stamp stands for the form
@require_http_methods(["GET", "HEAD", "POST"])
def send_in_form(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a form, and take in what was filled in.

    Raises:
        Http404: there is no such form.
    """
    if kind not in FORMS:
        raise Http404
    return _form(request, FORMS[kind], kind=kind)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask_removal(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the form that asks to take a family notice away; of a notice that is not online nothing is known here."""
    notice = FamilyNotice.objects.online().filter(page__live=True, translation_key=key).first()
    if notice is None:
        raise Http404
    return _form(request, RemovalForm, kind="weghalen", notice=notice)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that it has arrived; the browser forgets what it kept of the form."""
    kind = request.GET.get("soort", "")
    known = kind if kind in FORMS or kind == "weghalen" else ""
    return render(request, "ingezonden/thanks.html", {"kind": known})


@require_safe
def slip(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a form as a slip of paper for the letterbox.

    Raises:
        Http404: there is no such form.
    """
    if kind not in FORMS:
        raise Http404
    village = request.village  # type: ignore[attr-defined]
    pages = apps.get_model("home", "InformationPage").objects.descendant_of(village.site.root_page).live()
    contact = pages.exclude(contact_place="").order_by("path").first()
    try:
        pdf = printed_slip(slip_of(FORMS[kind], village, contact.contact_place if contact else ""))
    except PressError:
        return render(request, "ingezonden/index.html", {"forms": list(FORMS.items()), "no_slip": True}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _form(
    request: HttpRequest, form_class: type[SendInForm], *, kind: str, notice: FamilyNotice | None = None
) -> HttpResponse:
    site: int = request.village.pk  # type: ignore[attr-defined]
    context: dict[str, Any] = {"kind": kind, "notice": notice, "form_class": form_class}
    if request.method == "POST":
        if refusal := _refuse_unread(request):
            return refused(request, refusal[1], refusal[0])
        stamp = read_stamp(request.POST.get("stempel", ""), site)
        if stamp is None or stamp.too_fast or request.POST.get("website"):
            return _again(request, form_class, context, request.POST.get("website", ""))
        form = form_class(request.POST, request.FILES)
        if form.is_valid():
            if not form.is_stored(site, stamp.token):
                if not within_limit(request, "accepted", *ACCEPTED):
                    return refused(request, _too_many(), 429)
                if notice is None and not within_limit(request, "accepted", *ACCEPTED_BY_ALL, per_network=False):
                    return refused(request, _full(), 429)
            _store(form, site, stamp.token, notice)
            return HttpResponseRedirect(f"{reverse('ingezonden_thanks')}?soort={kind}")
        return _page(request, {**context, "form": form, "stamp": request.POST["stempel"]}, 422)
    return _page(request, {**context, "form": form_class(), "stamp": new_stamp(site)}, 200)


def _store(form: SendInForm, site: int, token: uuid.UUID, notice: FamilyNotice | None) -> Submission:
    with transaction.atomic():
        submission = form.save(site, token)
        if notice is not None and submission.notice_key is None:
            submission.notice_key = notice.translation_key
            submission.fields = {**submission.fields, "names": notice.names}
            submission.save()
    return submission


def _refuse_unread(request: HttpRequest) -> tuple[int, str] | None:
    """Refuse what is too much before a byte of it is read: no parsing, no file, no row."""
    if not within_limit(request, "tries", *TRIES):
        return 429, _too_many()
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_REQUEST_BYTES:
        return 413, _("That is too much at once: 80 MB at most. Choose fewer or smaller photos.")
    return None


def _too_many() -> str:
    return _("A lot has come in from your network just now. Try again in an hour, or call the contact point.")


def _full() -> str:
    return _(
        "So much has come in today that the editors cannot take more. Try again tomorrow, or call the contact point."
    )


def _again(request: HttpRequest, form_class: type[SendInForm], context: dict[str, Any], website: str) -> HttpResponse:
    """Show what was filled in once more, with a new stamp: a person loses nothing by pressing the button again."""
    form = form_class(initial={name: request.POST.get(name) for name in form_class.base_fields if name in request.POST})
    form.initial.pop("website", None)
    if website:
        hint = _("The box that has to stay empty was filled in. It is empty again: press the button once more.")
    else:
        hint = _("It was not sent yet. Look it over once more and press the button again.")
    site: int = request.village.pk  # type: ignore[attr-defined]
    return _page(request, {**context, "form": form, "stamp": new_stamp(site), "hint": hint}, 422)


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "ingezonden/form.html", context, status=status)
    add_never_cache_headers(response)  # each form has a stamp of its own
    return response
