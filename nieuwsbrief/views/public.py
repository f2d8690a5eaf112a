"""Subscribing, confirming, choosing, leaving. No cookie, no script."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ingezonden.networks import within_limit
from ingezonden.stamps import new_stamp, read_stamp
from ingezonden.views.refusing import refused
from nieuwsbrief.forms import ChoiceForm, SubscribeForm
from nieuwsbrief.models import Subscriber
from nieuwsbrief.subscribing import ask, confirm

TRIES = (20, 600)  # posts by one network, in so many seconds
MAILS = (300, 3600)  # mails with a link by the whole village: nobody fills strangers' mailboxes through it
log = logging.getLogger(__name__)


@csrf_exempt  # nobody is logged in here; the signed stamp stands for the form
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for an address and what should go there; then mail a link to it."""
    village = request.village  # type: ignore[attr-defined]
    if request.method != "POST":
        return _page(request, {"form": SubscribeForm(), "stamp": new_stamp(village.pk)})
    if not within_limit(request, "subscribe", *TRIES):
        return refused(request, _("A lot was asked from your network just now. Try again in an hour."), 429)
    form = SubscribeForm(request.POST)
    stamp = read_stamp(request.POST.get("stempel", ""), village.pk)
    if stamp is None or stamp.too_fast or request.POST.get("website"):
        hint = _("It was not sent yet. Look it over once more and press the button again.")
        again = SubscribeForm(initial={name: request.POST.get(name) for name in ("email", "editions", "agenda")})
        return _page(request, {"form": again, "stamp": new_stamp(village.pk), "hint": hint}, 422)
    if not form.is_valid():
        return _page(request, {"form": form, "stamp": request.POST["stempel"]}, 422)
    if not within_limit(request, "mails", *MAILS, per_network=False):
        return refused(
            request, _("So many asked for the mail just now that it cannot be sent. Try again in an hour."), 429
        )
    chosen = form.cleaned_data
    try:
        ask(
            village,
            chosen["email"],
            get_language() or village.languages[0],
            editions=chosen["editions"],
            agenda=chosen["agenda"],
        )
    except OSError:
        log.exception("The mail with the link could not be sent")
        hint = _("The mail could not be sent just now. Try again later.")
        return _page(request, {"form": form, "stamp": request.POST["stempel"], "hint": hint}, 503)
    return redirect("nieuwsbrief_asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return _say(request, "asked")


@csrf_exempt  # the secret in the address is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that confirms; a mail program that opens links in advance confirms nothing."""
    person = Subscriber.objects.filter(token=token).first()
    if person is None:
        return _say(request, "gone", status=404)
    if request.method == "POST":
        confirm(person)
        return _say(request, "confirmed", person)
    return _say(request, "confirm", person)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Change what somebody gets."""
    person = Subscriber.objects.filter(token=token).first()
    if person is None:
        return _say(request, "gone", status=404)
    form = ChoiceForm(
        request.POST if request.method == "POST" else None,
        initial={"editions": person.editions, "agenda": person.agenda},
    )
    if request.method == "POST" and form.is_valid():
        Subscriber.objects.filter(pk=person.pk).update(**form.cleaned_data)
        return _say(request, "chosen", person)
    return _say(request, "choose", person, form=form, status=422 if form.errors else 200)


@csrf_exempt  # RFC 8058: the mail program itself posts here, without a page before it
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all mail: at once by a POST, as RFC 8058 has it; with a button for who follows the link. The address is forgotten."""
    person = Subscriber.objects.filter(token=token).first()
    if person is None:
        return _say(request, "left")  # who clicks twice has left all the same
    if request.method == "POST":
        person.delete()
        return _say(request, "left")
    return _say(request, "leave", person)


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "nieuwsbrief/subscribe.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _say(
    request: HttpRequest,
    what: str,
    person: Subscriber | None = None,
    *,
    form: ChoiceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"what": what, "person": person, "form": form}
    if person is not None:
        context["leave_url"] = reverse("nieuwsbrief_leave", args=[person.token])
    response = render(request, "nieuwsbrief/said.html", context, status=status)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address holds a secret
    return response
