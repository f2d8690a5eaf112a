"""How the next edition stands: what the admin's first screen and the list before printing tell."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import EventPage
from core.dates import spoken_date
from dorpskrant.models import ArticlePage, EditionPage
from dorpskrant.shelf import latest
from ingezonden.models import Submission
from press.plan import Plan
from villages.models import Village
from villages.translating.standing import behind

NAMED = 5  # pages that are named; the rest is counted


@dataclass(frozen=True)
class Line:
    """One thing to know: the words, where it is, whether it asks for attention, and single places that it is about."""

    text: str
    url: str = ""
    attention: bool = False
    places: list[tuple[str, str]] = field(default_factory=list)  # title, address


def next_edition(village: Village) -> EditionPage | None:
    """Give the edition that is being made: the first that is still to appear; else the newest."""
    editions = EditionPage.objects.descendant_of(village.site.root_page)
    today = timezone.localdate()
    coming = editions.filter(publication_date__gte=today, printed__isnull=True).order_by("publication_date").first()
    return coming or editions.order_by("-publication_date").first()


def plan_of(edition: EditionPage) -> Plan | None:
    """Give the press's last plan of an edition, from its flatplan; None where it never made one."""
    paper = latest(f"{edition.pk}-flatplan")
    return paper.plan() if paper is not None else None


def when_lines(edition: EditionPage, today: dt.date) -> list[Line]:
    """Give the edition's dates that are still to come, with the days left."""
    url = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    dates = [
        (_("Copy date"), edition.copy_deadline),
        (_("Print date"), edition.print_date),
        (_("Delivery"), edition.delivery_date),
        (_("Publication"), edition.publication_date),
    ]
    lines = []
    for label, day in dates:
        if day is not None and day >= today:
            left = (day - today).days
            words = (
                _("today")
                if left == 0
                else ngettext("%(number)d day left", "%(number)d days left", left) % {"number": left}
            )
            lines.append(Line(f"{label}: {spoken_date(day)} ({words})", url, attention=left <= 3))
    return lines


def content_line(edition: EditionPage) -> Line:
    """Give what is in an edition by now, drafts included."""
    articles = ArticlePage.objects.child_of(edition).count()
    notices = edition.get_latest_revision_as_object().family_notices.count()
    text = ngettext("%(number)d article", "%(number)d articles", articles) % {"number": articles}
    text += ", " + ngettext("%(number)d family notice", "%(number)d family notices", notices) % {"number": notices}
    return Line(text, reverse("wagtailadmin_explore", args=[edition.pk]))


def fill_line(edition: EditionPage) -> Line:
    """Give how full an edition is, by the press."""
    url = reverse("paper_edition", args=[edition.pk])
    plan = plan_of(edition)
    if plan is None:
        return Line(_("How full it is: open the flatplan"), url)
    words = {"filled": number_format(round(plan.pages_used, 1), decimal_pos=1), "target": edition.target_pages}
    return Line(
        _("%(filled)s of %(target)s pages full") % words, url, attention=len(plan.pages) != edition.target_pages
    )


def inbox_line() -> Line:
    """Give what waits in the inbox."""
    number = Submission.objects.waiting().count()
    text = ngettext("%(number)d thing in the inbox", "%(number)d things in the inbox", number) % {"number": number}
    return Line(text if number else _("The inbox is empty"), reverse("ingezonden_inbox"), attention=bool(number))


def phone_line(village: Village) -> Line:
    """Give the events that nobody can call about."""
    events = EventPage.objects.descendant_of(village.site.root_page).filter(contact_phone="")
    return _listed(
        events,
        _("Every event has a phone number"),
        lambda n: ngettext("%(number)d event without a phone number", "%(number)d events without a phone number", n),
    )


def consent_line(edition: EditionPage, *, paper: bool = False) -> Line:
    """Give the notices in an edition's draft that nobody agreed to (`paper`: to paper)."""
    draft = edition.get_latest_revision_as_object()
    missing = [
        notice
        for notice in draft.family_notices.all()
        if not (notice.consent_paper if paper else notice.has_any_consent)
    ]
    url = reverse("wagtailadmin_pages:edit", args=[edition.pk])
    if not missing:
        return Line(_("Every notice has its consent"), url)
    text = ngettext(
        "%(number)d notice without consent: it appears nowhere",
        "%(number)d notices without consent: they appear nowhere",
        len(missing),
    )
    if paper:
        text = ngettext(
            "%(number)d notice without consent for paper: it is left out",
            "%(number)d notices without consent for paper: they are left out",
            len(missing),
        )
    places = [(notice.names, url) for notice in missing[:NAMED]]
    return Line(text % {"number": len(missing)}, url, attention=True, places=places)


def translations_line(village: Village) -> Line | None:
    """Give the translations that are behind their originals; None in a village with one language."""
    if len(village.languages) < 2:
        return None
    found = list(behind(village))
    if not found:
        return Line(_("Every translation is up to date"))
    text = ngettext("%(number)d translation behind", "%(number)d translations behind", len(found))
    places = [(f"{original.title} ({standing.words})", standing.url) for original, standing in found[:NAMED]]
    return Line(text % {"number": len(found)}, reverse("village_translations"), attention=True, places=places)


def unpublished_line(edition: EditionPage) -> Line:
    """Give the articles with changes that are not online."""
    pages = ArticlePage.objects.child_of(edition).filter(has_unpublished_changes=True)
    return _listed(
        pages,
        _("Every article is published"),
        lambda n: ngettext(
            "%(number)d article is not published as it stands", "%(number)d articles are not published as they stand", n
        ),
    )


def credit_line(edition: EditionPage) -> Line:
    """Give the articles whose photo says nobody's name."""
    pages = ArticlePage.objects.child_of(edition).filter(photo__isnull=False, photo_credit="", photo__credit="")
    return _listed(
        pages,
        _("Every photo says who made it"),
        lambda n: ngettext("%(number)d photo without its maker", "%(number)d photos without their makers", n),
    )


def pages_line(edition: EditionPage) -> Line:
    """Give whether the paper has the pages that were planned, in fours."""
    url = reverse("paper_edition", args=[edition.pk])
    plan = plan_of(edition)
    if plan is None:
        return Line(_("The flatplan was never made: open it once"), url, attention=True)
    words = {"pages": len(plan.pages), "target": edition.target_pages}
    if len(plan.pages) != edition.target_pages:
        return Line(_("%(pages)s pages, while %(target)s were planned") % words, url, attention=True)
    if len(plan.pages) % 4:
        return Line(_("%(pages)s pages: a folded booklet needs a multiple of 4") % words, url, attention=True)
    return Line(_("%(pages)s pages, as planned") % words, url)


def colophon_line(edition: EditionPage) -> Line:
    """Give whether the colophon is filled in."""
    newspaper = edition.newspaper
    url = reverse("wagtailadmin_pages:edit", args=[newspaper.pk])
    empty = not str(newspaper.colophon).strip()
    return Line(_("The colophon is empty") if empty else _("The colophon is there"), url, attention=empty)


def contact_line(village: Village) -> Line:
    """Give whether the contact point has a phone number, which stands on paper."""
    home = village.site.root_page
    pages: Any = apps.get_model("home", "InformationPage").objects.descendant_of(home)
    page = pages.exclude(contact_phone="").first()
    if page is not None:
        return Line(_("The contact point has a phone number"), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return Line(_("The contact point has no phone number"), reverse("wagtailadmin_explore", args=[home.pk]), True)


def before_print(village: Village, edition: EditionPage) -> list[Line]:
    """Give the list to go through before the file goes to the printer."""
    return [
        pages_line(edition),
        unpublished_line(edition),
        consent_line(edition, paper=True),
        credit_line(edition),
        phone_line(village),
        inbox_line(),
        colophon_line(edition),
        contact_line(village),
    ]


def _listed(pages: Any, none: str, some: Any) -> Line:
    number = pages.count()
    if not number:
        return Line(none)
    found = [(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in pages[:NAMED]]
    return Line(some(number) % {"number": number}, found[0][1], attention=True, places=found)
