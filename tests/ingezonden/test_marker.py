"""A notice without consent for a channel is nowhere in it: its words are looked for in everything that comes out of it."""

import datetime as dt
import io
import re
from contextlib import contextmanager

import pikepdf
import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale

from demo.factories import (
    add_page,
    home_of,
    make_article,
    make_document,
    make_edition,
    make_event,
    make_image,
    make_notice,
    make_village,
    routes_of,
)
from dorpskrant.consent import withdraw
from dorpskrant.models import EditionPage, FamilyNotice, ScannedEdition
from dorpskrant.models.consent import Consented
from fietsroutes.models import RoutePage
from nieuwsbrief.models import Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings, send
from tests.ingezonden.walking import all_of, everything_public
from tests.isolation.world import GPX
from tests.villages.wsgi import Front
from villages.scope import every_village, scoped

pytestmark = pytest.mark.django_db
MARKER = "Zwaluwq"  # stands in each text and each file name of the notice
AGREED = "Goudvinkq"  # who agreed: in no channel, ever
CONSENTS = [(Consented.PAPER, "paper"), (Consented.WEB, "web"), (Consented.EMAIL, "email")]
EDITION = "/dorpskrant/winter-2026/"
SEARCHES = [
    f"{language}/zoeken/?q={word}" for language in ("", "/fr") for word in (MARKER, "Zwaluw", "Zwaluq", "Claes")
]


@pytest.fixture
def village(db):
    """A village in two languages, with something of everything that is public."""
    village = make_village("Molenkouter", languages=("nl", "fr"))
    edition = make_edition(village)
    make_article(edition, photo=make_image(village), photo_alt="Een bank")
    make_event(village, start_date=timezone.localdate())
    make_document(village)
    newspaper = edition.get_parent().specific
    old = io.BytesIO()
    pikepdf.new().save(old)
    cover = ContentFile(make_image(village).file.open("rb").read(), name="kaft.jpg")
    ScannedEdition.objects.create(
        newspaper=newspaper,
        date=dt.date(1987, 6, 1),
        file=ContentFile(old.getvalue(), name="oud.pdf"),
        cover=cover,
        pages=1,
        text="De tramremise brandt",
    )
    route = RoutePage(title="Rond het dorp", intro="Langs de molen.")
    route.parent_page = routes_of(village)
    route.put_gpx(GPX, "rond.gpx")
    add_page(routes_of(village), route)
    return village


@pytest.fixture
def front() -> Front:
    return Front()


@pytest.fixture
def change(village, django_capture_on_commit_callbacks):
    """Do something in the village as its request does, up to and including the commit."""

    @contextmanager
    def changing():
        with every_village():
            scope = village.scope()
        with django_capture_on_commit_callbacks(execute=True), scoped(scope):
            yield

    return changing


def plant(village, **consents) -> FamilyNotice:
    edition = EditionPage.objects.descendant_of(home_of(village)).get(title="Winter 2026")
    portrait = make_image(village, MARKER, name=f"{MARKER}.jpg", description=MARKER, credit=MARKER)
    portrait.tags.add(MARKER)
    notice = make_notice(
        edition,
        names=f"{MARKER} Claes",
        text=f"Lief {MARKER}",
        place=MARKER,
        portrait=portrait,
        agreed_by=AGREED,
        **{"consent_paper": False, "consent_web": False, "consent_email": False, **consents},
    )
    french = EditionPage.objects.get(pk=edition.pk).copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    french.save_revision().publish()
    for spec in ("fill-200x240|format-jpeg", "width-100"):
        portrait.get_rendition(spec)
    return FamilyNotice.objects.get(pk=notice.pk)


def allow(notice: FamilyNotice, channel: str) -> None:
    setattr(notice, f"consent_{channel}", True)
    setattr(notice, f"{channel}_agreed_by", AGREED)
    setattr(notice, f"{channel}_agreed_on", timezone.localdate())
    setattr(notice, f"{channel}_agreed_how", "form")
    notice.save()


def public(village, front) -> dict[str, str]:
    """All that is public, as text; of what a visitor searches for, without her own words."""
    found = everything_public(village, front)
    for url in SEARCHES:
        found[url] = front.get(village, url)
        assert found[url].status == 200
    return {url: _without_echo(url, all_of(answer)) for url, answer in found.items() if answer.status == 200}


def _without_echo(url: str, text: str) -> str:
    """Take out what the visitor typed where the page repeats it: in the title, the field, the sentence, and other addresses."""
    _path, _mark, word = url.partition("/zoeken/?q=")
    if not word:
        return text
    text = re.sub(rf"""value=["']{word}["']|[?&;]q={word}\b|[“«]\s*{word}\s*[”»]""", "", text)
    return text.replace(f"<title>{word} ·", "<title>")


def naming(found: dict[str, str], *words: str) -> set[str]:
    return {url for url, text in found.items() if any(word.lower() in text.lower() for word in words)}


def test_a_notice_without_consent_for_the_web_is_nowhere(village, front, change):
    with change():
        notice = plant(village, consent_paper=True, consent_email=True)
    portrait = notice.portrait
    files = [portrait.file.url, *(rendition.url for rendition in portrait.renditions.all())]
    papers = [f"{prefix}{EDITION}{name}.pdf" for prefix in ("", "/fr") for name in ("papier", "grote-letters")]
    found = public(village, front)
    known = [
        "/",
        "/fr/",
        EDITION,
        f"/fr{EDITION}",
        "/sitemap.xml",
        "/dorpskrant/rss.xml",
        "/agenda/agenda.ics",
        *papers,
    ]
    assert [url for url in known if url not in found] == []
    assert {"json", "js", "ics", "xml", "pdf", "svg"} <= {url.split("?")[0].rsplit(".", 1)[-1] for url in found}
    assert len(found) > 60
    assert naming(found, MARKER, AGREED) == set()
    assert [front.get(village, url).status for url in files] == [404] * len(files)

    with change():
        allow(notice, "web")  # the walk would find it: it can fail
    found = public(village, front)
    shown = naming(found, MARKER)
    assert {"/", "/fr/", EDITION, f"/fr{EDITION}", *papers, SEARCHES[0], SEARCHES[4]} <= shown
    assert [front.get(village, url).status for url in files] == [200] * len(files)
    assert naming(found, AGREED) == set()
    assert front.get(village, EDITION).kept  # what is asked for next comes from memory, unless it is noticed

    with change():
        withdraw(FamilyNotice.objects.get(pk=notice.pk), Consented.WEB)
    found = public(village, front)
    assert [url for url in known if url not in found] == []  # the papers were made anew, without it
    assert naming(found, MARKER, AGREED) == set()
    assert [front.get(village, url).status for url in files] == [404] * len(files)


def mails_of(village) -> list[str]:
    """Every mail that the village's subscribers get of this edition and this week, in both languages."""
    mail.outbox = []
    Mailing.objects.all().delete()
    edition = EditionPage.objects.descendant_of(home_of(village)).get(title="Winter 2026")
    today = timezone.localdate()
    with scoped(village.scope()):
        planned = plan_mailings(village, Mailing.Kind.EDITION, today, edition.pk)
        planned += plan_mailings(village, Mailing.Kind.AGENDA, today)
        for mailing in planned:
            send(mailing, village)
    assert len(mail.outbox) == 4
    return [str(sent.message().as_string()) + sent.body + str(sent.alternatives) for sent in mail.outbox]


def test_a_notice_without_consent_for_mail_is_in_no_mail(village):
    for language in ("nl", "fr"):
        Subscriber.objects.create(
            site=village.site,
            email=f"{language}@example.be",
            language=language,
            agenda=True,
            confirmed_at=timezone.now(),
        )
    notice = plant(village, consent_paper=True, consent_web=True)
    assert not any(MARKER in text or AGREED in text for text in mails_of(village))
    allow(notice, "email")
    texts = mails_of(village)
    assert sum(MARKER in text for text in texts) == 2  # of the edition, in both languages
    assert not any(AGREED in text for text in texts)
    withdraw(FamilyNotice.objects.get(pk=notice.pk), Consented.EMAIL)
    assert not any(MARKER in text for text in mails_of(village))


def test_pages_with_family_notices_ask_search_engines_to_pass_by(village, visit):
    plant(village, consent_web=True)
    client = visit(village)
    page = client.get(EDITION).content.decode()
    assert MARKER in page
    assert '<meta name="robots" content="noindex">' in page
    for name in ("papier", "grote-letters"):
        assert client.get(f"{EDITION}{name}.pdf").headers["X-Robots-Tag"] == "noindex"
    assert EDITION not in re.findall(r"<loc>[^<]*?//[^/]+([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
