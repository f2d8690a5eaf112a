"""How to get the agenda into one's own calendar, in words for somebody who never did that."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from agenda.categories import SLUGS, Category, category_named
from agenda.models import AgendaPage
from press.qr import qr_svg


@dataclass(frozen=True)
class Calendar:
    """A calendar to subscribe to: at `webcal` a phone subscribes by itself, `url` is to be copied, `qr` is the code's image."""

    label: str
    webcal: str
    url: str
    qr: str
    active: bool = False


def calendar_of(request: HttpRequest, agenda: AgendaPage, category: str = "", *, active: bool = False) -> Calendar:
    """Give the calendar of one kind, or of all."""
    name = SLUGS.get(category, "agenda")
    path = f"{agenda.get_url(request) or ''}{name}"
    label = str(Category(category).label) if category else _("Everything")
    return Calendar(
        label=label,
        webcal=f"webcal://{request.get_host()}{path}.ics",
        url=request.build_absolute_uri(f"{path}.ics"),
        qr=f"{path}.svg",
        active=active,
    )


def subscribe_page(request: HttpRequest, agenda: AgendaPage) -> HttpResponseBase:
    """Answer with the ways to follow the agenda, of the kind that `?soort=` asks for."""
    category = category_named(request.GET.get("soort", ""))
    kinds: list[str] = ["", *SLUGS]
    context = {
        "page": agenda,
        "self": agenda,
        "alternates": agenda.alternates(request),
        "calendar": calendar_of(request, agenda, category),
        "calendars": [calendar_of(request, agenda, kind, active=kind == category) for kind in kinds],
        "one_kind": bool(category),
        "pdf_url": f"{agenda.month_url(timezone.localdate(), request)}prikbord.pdf",
        **agenda.form_urls(request, category),
    }
    request.village_page = agenda  # type: ignore[attr-defined]
    return TemplateResponse(request, "agenda/subscribe.html", context)


@cache_control(public=True, max_age=86_400)
def calendar_qr(request: HttpRequest, agenda: AgendaPage, name: str) -> HttpResponse:
    """Answer with the QR code of a calendar's address: a phone's camera that reads it offers to subscribe.

    Raises:
        Http404: there is no such calendar.
    """
    category = category_named(name)
    if name != "agenda" and SLUGS.get(category) != name:
        raise Http404
    return HttpResponse(qr_svg(calendar_of(request, agenda, category).webcal), content_type="image/svg+xml")
