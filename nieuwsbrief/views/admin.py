"""The editors' screen: who is subscribed, what went out, and sending a new edition."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from dorpskrant.models import EditionPage
from nieuwsbrief.letters import letter_of
from nieuwsbrief.models import Delivery, Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings
from nieuwsbrief.tasks import send_mailing

SHOWN = 20  # mailings
EDITIONS = 3  # newest, offered for sending


def _allowed(request: HttpRequest, action: str) -> None:
    if not request.user.has_perm(f"nieuwsbrief.{action}_mailing"):  # type: ignore[union-attr]
        raise PermissionDenied


@require_safe
def newsletter(request: HttpRequest) -> HttpResponse:
    """Show subscribers by number, the mailings with how far they are, and the editions that can be sent."""
    _allowed(request, "view")
    village = request.village  # type: ignore[attr-defined]
    states = {state: Count("deliveries", filter=Q(deliveries__state=state)) for state in Delivery.State.values}
    mailings = Mailing.objects.select_related("edition").annotate(total=Count("deliveries"), **states)[:SHOWN]
    active = Subscriber.objects.active()
    editions = EditionPage.objects.descendant_of(village.site.root_page).live().order_by("-publication_date")[:EDITIONS]
    sent = set(Mailing.objects.filter(kind=Mailing.Kind.EDITION).values_list("edition_id", flat=True))
    context = {
        "mailings": mailings,
        "editions": [{"page": page, "sent": page.pk in sent} for page in editions],
        "for_editions": active.filter(editions=True).count(),
        "for_agenda": active.filter(agenda=True).count(),
        "suspended": Subscriber.objects.filter(suspended_at__isnull=False).count(),
    }
    return render(request, "nieuwsbrief/admin/newsletter.html", context)


@require_POST
def send_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an edition to all who asked for it, each once; a second press changes nothing."""
    _allowed(request, "add")
    edition = get_object_or_404(EditionPage, pk=pk)
    if not edition.live:
        messages.error(request, _("This edition is no longer on the site. Nothing was sent."))
        return redirect("nieuwsbrief_admin")
    village = request.village  # type: ignore[attr-defined]
    known = set(Mailing.objects.filter(kind=Mailing.Kind.EDITION, edition=edition.pk).values_list("pk", flat=True))
    mailings = plan_mailings(village, Mailing.Kind.EDITION, timezone.localdate(), edition.pk)
    number = Delivery.objects.filter(mailing__in=mailings).count()
    before = known >= {mailing.pk for mailing in mailings}
    for mailing in mailings:
        if mailing.finished_at is None:
            send_mailing.enqueue(mailing.pk)
    if number and before:
        messages.success(request, _("This edition was sent already. Nobody gets it twice."))
    elif number:
        text = ngettext("The mail goes to %(number)d subscriber.", "The mail goes to %(number)d subscribers.", number)
        messages.success(request, text % {"number": number})
    else:
        messages.warning(request, _("Nobody is subscribed to the editions yet."))
    return redirect("nieuwsbrief_admin")


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the mail of an edition as it would go out now."""
    _allowed(request, "view")
    edition = get_object_or_404(EditionPage, pk=pk)
    village = request.village  # type: ignore[attr-defined]
    mailing = Mailing(
        site=village.site,
        kind=Mailing.Kind.EDITION,
        language=edition.locale.language_code,
        edition=edition,
        day=timezone.localdate(),
    )
    letter = letter_of(mailing, village)
    if "tekst" in request.GET:
        return HttpResponse(letter.for_links("…", "…").text, content_type="text/plain; charset=utf-8")
    return HttpResponse(letter.for_links("#", "#").html)
