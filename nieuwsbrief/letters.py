"""What a newsletter says, from the same content as the site and the paper: plain text and HTML, nothing fetched from anywhere."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from agenda.models import Occurrence
from core.dates import spoken_date
from core.languages import noting_first_language
from dorpskrant.models import EditionPage, FamilyNotice
from nieuwsbrief.models import Mailing
from villages.models import Village
from villages.translating.marking import say_languages

LEAVE = "@@leave@@"  # stands where each letter gets its own link
CHOOSE = "@@choose@@"
COMING = 12  # occurrences in the letter of an edition
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Letter:
    """A newsletter before it has an addressee."""

    subject: str
    text: str
    html: str

    def for_links(self, leave: str, choose: str) -> "Letter":
        """Give the letter with somebody's own links."""
        text, html = (part.replace(LEAVE, leave).replace(CHOOSE, choose) for part in (self.text, self.html))
        return Letter(self.subject, text, html)


def letter_of(mailing: Mailing, village: Village) -> Letter:
    """Give the words of a mailing as its content is now: a consent that was taken back a minute ago is not in it."""
    with translation.override(mailing.language):
        home = _home(village, mailing.language)
        if mailing.kind == Mailing.Kind.EDITION:
            assert mailing.edition is not None
            return _edition_letter(village, home, _in_language(mailing.edition.specific, mailing.language))
        return _agenda_letter(village, home, mailing.day)


def _edition_letter(village: Village, home: Page, edition: EditionPage) -> Letter:
    newspaper = edition.newspaper
    now = timezone.now()
    notices = FamilyNotice.objects.filter(page=edition).by_email()
    context = {
        "title": f"{newspaper.title}, {edition.title}",
        "newspaper": newspaper.title,
        "edition": edition.title,
        "edition_language": edition.locale.language_code,
        "intro": edition.intro,
        "url": edition.full_url,
        "articles": [{"title": page.title, "intro": page.intro, "url": page.full_url} for page in edition.articles()],
        "notices": [
            {
                "kind": notice.get_kind_display(),
                "names": notice.names,
                "when": spoken_date(notice.date) if notice.date else "",
                "place": notice.place,
                "text": notice.text,
            }
            for notice in notices
        ],
        "days": _days(Occurrence.objects.upcoming(home, now)[:COMING]),
        "paper": f"{edition.full_url}papier.pdf",
    }
    return _letter(village, str(context["title"]), "edition", context, edition)


def _agenda_letter(village: Village, home: Page, monday: dt.date) -> Letter:
    begin = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    found = Occurrence.objects.in_village(home).between(begin, begin + WEEK).with_events()
    title = _("What is on in %(village)s from %(date)s") % {"village": village.name, "date": spoken_date(monday)}
    return _letter(village, title, "agenda", {"title": title, "days": _days(found)})


def has_agenda(village: Village, monday: dt.date) -> bool:
    """Say whether anything is on in the week that begins on that day: an empty mail is no mail."""
    begin = timezone.make_aware(dt.datetime.combine(monday, dt.time.min))
    return Occurrence.objects.in_village(village.site).between(begin, begin + WEEK).exists()


def _days(occurrences: Any) -> list[dict[str, Any]]:
    days: dict[dt.date, list[dict[str, Any]]] = {}
    for occurrence in occurrences:
        event = occurrence.event
        days.setdefault(occurrence.local_day, []).append(
            {
                "title": event.title,
                "time": occurrence.time_words,
                "place": occurrence.place,
                "place_language": occurrence.words_language if occurrence.other_place else "",
                "status": str(occurrence.get_status_display()) if occurrence.cancelled or occurrence.moved else "",
                "contact": event.contact_name,
                "phone": event.contact_phone,
                "url": event.full_url,
            }
        )
    return [{"day": spoken_date(day), "items": items} for day, items in sorted(days.items())]


def _letter(village: Village, subject: str, name: str, context: dict[str, Any], page: Page | None = None) -> Letter:
    context = {
        **context,
        "village": village.name,
        "site_url": village.site.root_url,
        "leave": LEAVE,
        "choose": CHOOSE,
        "language": translation.get_language(),
    }
    text = render_to_string(f"nieuwsbrief/mail/{name}.txt", context)
    tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
    while "\n\n\n" in tidy:
        tidy = tidy.replace("\n\n\n", "\n\n")
    with noting_first_language() as noted:
        html: str = render_to_string(f"nieuwsbrief/mail/{name}.html", context)
    if len(village.languages) > 1:
        html = say_languages(html, village, page, noted)
    return Letter(f"{village.name}: {subject}"[:200], tidy + "\n", html)


def _home(village: Village, language: str) -> Page:
    root = village.site.root_page
    found = root.get_translations(inclusive=True).filter(locale__language_code=language).first()
    return found or root


def _in_language(edition: EditionPage, language: str) -> EditionPage:
    found = edition.get_translations(inclusive=True).filter(locale__language_code=language).live().first()
    return found or edition
