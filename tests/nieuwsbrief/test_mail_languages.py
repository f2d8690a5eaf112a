"""Every mail that leaves a village speaks one language: the one of who gets it, to the last word."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from itertools import combinations
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone, translation
from wagtail.models import GroupApprovalTask, Locale, Workflow
from wagtail.users.models import UserProfile

from demo.factories import make_article, make_edition, make_event, make_notice, make_user, make_village, newspaper_of
from dorpskrant.models import EditionPage
from ingezonden.mails import refusal_text, send_appeared, send_refusal
from ingezonden.models import Association
from ingezonden.reminding import remind
from nieuwsbrief.models import Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings, send
from nieuwsbrief.subscribing import ask
from tests.ingezonden.conftest import submission_of
from villages.inviting import invite
from villages.inviting import send as send_invitation
from villages.models import Village, VillageRole
from villages.scope import scoped

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, name in settings.INTERFACE_LANGUAGES]
TUESDAY = dt.date(2027, 3, 2)  # neither its weekday nor its month is written alike in two of the languages
OURS = re.compile(r"https?://\S+|\S+@\S+|\bQq\w*", re.IGNORECASE)  # addresses, and what the village's people wrote
BETWEEN = re.compile(r"[\d.,:;!?()<>«»“”„’'\"/|·–—_*=\[\]\n-]+")
WORD = re.compile(r"[^\W\d_]{3,}")
# What two languages write alike.
ALIKE = {
    "Geboren",  # Dutch, German
    "Hallo",  # Dutch, German
    "in workflow",  # Dutch, English
    "PDF",
}


@pytest.fixture
def today(monkeypatch) -> dt.date:
    noon = dt.datetime(2027, 3, 1, 11, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return noon.date()


@pytest.fixture
def village(db, today) -> Village:
    """A village in four languages, whose own words all begin with Qq."""
    village = make_village("Qqdorp", "qqdorp.localhost", languages=LANGUAGES)
    newspaper = newspaper_of(village)
    newspaper.title = "Qqkrant"
    newspaper.save_revision().publish()
    with scoped(village.scope()):
        for named in (Workflow.objects.get(), GroupApprovalTask.objects.get()):
            named.name = "Qqfase"
            named.save()
    edition = make_edition(village, title="Qqeditie", intro="Qqwoord", publication_date=TUESDAY)
    make_article(edition, title="Qqartikel", intro="Qqintro")
    for kind in ("born", "married", "died"):
        make_notice(
            edition, kind=kind, names="Qqnaam", place="Qqplaats", text="Qqtekst", date=TUESDAY, consent_email=True
        )
    event = make_event(
        village,
        title="Qqfeest",
        start_date=TUESDAY,
        place_name="Qqzaal",
        contact_name="Qqrita",
        contact_phone="0470 00 00 12",
    )
    make_event(
        village,
        title="Qqlang",
        start_date=TUESDAY,
        start_time=None,
        end_time=None,
        place_name="Qqwei",
        contact_name="Qqrita",
    )
    cancelled = event.occurrences.get()
    type(cancelled).objects.filter(pk=cancelled.pk).update(status="cancelled")
    for code in LANGUAGES[1:]:
        locale = Locale.objects.get(language_code=code)
        copy = EditionPage.objects.get(pk=edition.pk).copy_for_translation(locale, copy_parents=True)
        copy.save_revision().publish()
    return village


def edition_of(village: Village) -> EditionPage:
    return EditionPage.objects.get(title="Qqeditie", locale__language_code="nl")


def a_submission(village: Village, language: str) -> Any:
    found = submission_of(village, "artikel")
    found.language, found.sender_name = language, "Qqan"
    found.fields["title"] = "Qqtitel"
    found.save()
    return found


def refusing(village: Village, language: str) -> None:
    found = a_submission(village, language)
    send_refusal(village, found, refusal_text(found))


def appearing(village: Village, language: str, *, online: bool) -> None:
    send_appeared(village, a_submission(village, language), edition_of(village), online=online)


def reminding(village: Village, language: str, days: int) -> None:
    Association.objects.create(
        site=village.site, name="Qqkring", contact_name="Qqmia", email="m@qq.be", language=language
    )
    edition = edition_of(village)
    EditionPage.objects.filter(pk=edition.pk).update(copy_deadline=timezone.localdate() + dt.timedelta(days=days))
    assert remind(village, timezone.localdate()) == 1


def confirming(village: Village, language: str, *, already: bool) -> None:
    if already:
        Subscriber.objects.create(
            site=village.site,
            email="jo@qq.be",
            language=language,
            confirmed_at=timezone.now(),
            asked_at=timezone.now() - dt.timedelta(days=1),
        )
    ask(village, "jo@qq.be", language, editions=True, agenda=True)


def newsletter(village: Village, language: str, kind: str) -> None:
    Subscriber.objects.create(
        site=village.site, email="jo@qq.be", language=language, confirmed_at=timezone.now(), agenda=True
    )
    edition = edition_of(village).pk if kind == Mailing.Kind.EDITION else None
    for mailing in plan_mailings(village, kind, dt.date(2027, 3, 1), edition):
        send(mailing, village)


def inviting(village: Village, language: str, role: str, name: str = "", by: Any = None) -> None:
    with patch.object(Village, "languages", [language]):  # an invitation speaks the village's first one
        assert send_invitation(invite(village, "nieuw@qq.be", role, name=name, by=by))


def speaking(village: Village, language: str, role: str) -> Any:
    user = make_user(village, role, f"qq{role}", email="x@qq.be", first_name="Qqeen", last_name="Qqtwee")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user


def submitting(village: Village, language: str) -> None:
    speaking(village, language, VillageRole.Role.FINAL_EDITOR)
    article = make_article(edition_of(village), title="Qqkladje", publish=False)
    writer = make_user(village, VillageRole.Role.EDITOR, "qqwriter", first_name="Qqdrie", last_name="Qqvier")
    article.get_parent().get_parent().specific.get_workflow().start(article, writer)


def deciding(village: Village, language: str, decision: str) -> None:
    writer = speaking(village, language, VillageRole.Role.EDITOR)
    article = make_article(edition_of(village), title="Qqkladje", publish=False, owner=writer)
    state = article.get_parent().get_parent().specific.get_workflow().start(article, writer)
    boss = make_user(village, VillageRole.Role.FINAL_EDITOR, "qqboss", first_name="Qqbaas", last_name="Qqzes")
    mail.outbox = []
    getattr(state.current_task_state.specific, decision)(user=boss, comment="Qqwoord")


def forgotten_password(village: Village, language: str) -> None:
    user = speaking(village, language, VillageRole.Role.EDITOR)
    user.set_password("een-lang-wachtwoord")
    user.save()
    client = Client(headers={"host": village.site.hostname})
    assert client.post("/admin/password_reset/", {"email": user.email}).status_code == 302


MAILS: dict[str, Callable[[Village, str], None]] = {
    "refused": refusing,
    "appeared online": lambda village, language: appearing(village, language, online=True),
    "appeared on paper": lambda village, language: appearing(village, language, online=False),
    "reminder, today": lambda village, language: reminding(village, language, 0),
    "reminder, a day": lambda village, language: reminding(village, language, 1),
    "reminder, 14 days": lambda village, language: reminding(village, language, 14),
    "confirm": lambda village, language: confirming(village, language, already=False),
    "already subscribed": lambda village, language: confirming(village, language, already=True),
    "copy is submitted": submitting,
    "copy is approved": lambda village, language: deciding(village, language, "approve"),
    "copy is sent back": lambda village, language: deciding(village, language, "reject"),
    "password forgotten": forgotten_password,
    "letter with an edition": lambda village, language: newsletter(village, language, Mailing.Kind.EDITION),
    "letter with the agenda": lambda village, language: newsletter(village, language, Mailing.Kind.AGENDA),
    "invitation by name": lambda village, language: inviting(
        village,
        language,
        "editor",
        "Qqnieuw",
        make_user(village, username=language, first_name="Qqrita", last_name="Qqclaes"),
    ),
    **{
        f"invitation, {role}": lambda village, language, role=role: inviting(village, language, role)
        for role in VillageRole.Role.values
    },
}


def phrases(sent: EmailMessage) -> set[str]:
    """What a mail says between punctuation, addresses and the village's own words, subject and HTML included."""
    parts = [sent.subject, str(sent.body)]
    for html, _kind in getattr(sent, "alternatives", ()):
        html = re.sub(r"<(style|head)\b.*?</\1>", " ", html, flags=re.DOTALL)
        parts.append(unescape(re.sub(r"<[^>]+>", "\n", html)))
        parts += [unescape(text) for text in re.findall(r"""(?:alt|title|aria-label)=["']([^"']+)""", html)]
    text = OURS.sub("\n", "\n".join(parts))
    return {phrase.strip() for phrase in BETWEEN.split(text) if WORD.search(phrase)}


def sent_in(village: Village, make: Callable[[Village, str], None], language: str) -> EmailMessage:
    """Have the mail made, and put everything back as it was."""
    mail.outbox = []
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            make(village, language)
        transaction.set_rollback(True)
    (sent,) = mail.outbox
    return sent


def test_no_mail_says_the_same_in_two_languages(village: Village):
    found = {}
    with scoped(village.scope()):
        for name, make in MAILS.items():
            said = {}
            for language, active in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
                with translation.override(active):  # what the one who sends speaks does not count
                    sent = sent_in(village, make, language)
                said[language] = phrases(sent)
                assert said[language], (name, language)
                for html, _kind in getattr(sent, "alternatives", ()) if "letter" in name else ():
                    assert f'lang="{language}"' in html
                    assert sent.extra_headers["Content-Language"] == language
            for one, other in combinations(LANGUAGES, 2):
                if alike := (said[one] & said[other]) - ALIKE:
                    found[name, one, other] = alike
    assert found == {}
