"""Sending: what is in the mail, each once, what happens when the server is away or says no."""

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from demo.factories import make_article, make_edition, make_event, make_notice, make_user, make_village
from dorpskrant.consent import withdraw
from dorpskrant.models import EditionPage
from dorpskrant.models.consent import Consented
from nieuwsbrief.models import Delivery, Mailing, Subscriber
from nieuwsbrief.sending import plan_mailings, send
from nieuwsbrief.tasks import send_mailing
from nieuwsbrief.transport import Rejected, _dotted
from villages.models import VillageRole
from villages.scope import NOTHING, scoped

pytestmark = pytest.mark.django_db
Role, State = VillageRole.Role, Delivery.State
NOW = dt.timedelta(0)


def subscribe(village, number=1, *, language="nl", **more):
    return [
        Subscriber.objects.create(
            site=village.site,
            email=f"{language}{n}@example.be",
            language=language,
            confirmed_at=timezone.now(),
            **{"editions": True, "agenda": True, **more},
        )
        for n in range(number)
    ]


@pytest.fixture
def edition(lindehoek):
    edition = make_edition(lindehoek, intro="Beste lezer, de linde is kaal.")
    make_article(edition, title="De linde & de bank")
    return edition


class Server:
    """A mail server that takes what it is given, until it is told otherwise."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.before = self.after = lambda address: None

    def give(self, message, last_moment):
        self.before(message.to[0])
        last_moment()
        self.taken.append(message.to[0])
        self.after(message.to[0])

    def close(self):
        pass


def planned(village, edition):
    with scoped(village.scope()):
        return plan_mailings(village, Mailing.Kind.EDITION, timezone.localdate(), edition.pk)


def states(mailing):
    return sorted(mailing.deliveries.values_list("state", flat=True))


def test_the_mail_holds_the_edition_and_only_what_was_agreed_for_mail(lindehoek, edition):
    make_notice(edition, names="Noor Overal", consent_email=True)
    make_notice(edition, names="Fons Zondermail", consent_email=False)
    soon = timezone.localdate() + dt.timedelta(days=3)
    make_event(lindehoek, start_date=soon)
    (person,) = subscribe(lindehoek)
    (mailing,) = planned(lindehoek, EditionPage.objects.get(pk=edition.pk))
    assert send(mailing, lindehoek) == 1
    (sent,) = mail.outbox
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    for words in ("Beste lezer", "Noor Overal", "Koffie met de buren", "0470 00 00 12", "/dorpskrant/winter-2026/"):
        assert words in sent.body
        assert words in html
    assert "De linde & de bank" in sent.body
    assert "De linde &amp; de bank" in html
    assert "Zondermail" not in sent.body + html
    for fetched in ("<img", "@font-face", "url(", "<script", "<link"):
        assert fetched not in html
    leave = f"http://lindehoek.localhost/nieuwsbrief/weg/{person.token}/"
    assert sent.extra_headers["List-Unsubscribe"] == f"<{leave}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in sent.body
    assert leave in html
    assert "@@" not in sent.body + html
    assert sent.from_email.startswith("Lindehoek <")


def test_a_consent_that_is_taken_back_before_sending_counts(lindehoek, edition):
    notice = make_notice(edition, names="Noor Overal", consent_email=True)
    subscribe(lindehoek)
    (mailing,) = planned(lindehoek, edition)
    withdraw(notice, Consented.EMAIL)
    send(mailing, lindehoek)
    assert "Noor Overal" not in mail.outbox[0].body


def test_who_did_not_confirm_or_did_not_ask_gets_nothing(lindehoek, zavelberg, edition):
    Subscriber.objects.create(site=lindehoek.site, email="wacht@example.be", language="nl")
    subscribe(lindehoek, editions=False)
    subscribe(zavelberg)
    assert planned(lindehoek, edition) == []


def test_each_language_has_its_own_mail():
    village = make_village("Molenkouter", languages=("nl", "fr"))
    edition = make_edition(village)
    copy = EditionPage.objects.get(pk=edition.pk).copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    copy.title = "Hiver 2026"
    copy.save_revision().publish()
    subscribe(village)
    subscribe(village, language="fr")
    for mailing in planned(village, edition):
        send(mailing, village)
    bodies = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "Winter 2026" in bodies["nl0@example.be"]
    assert "Hiver 2026" in bodies["fr0@example.be"]
    assert "Tout arrêter" in bodies["fr0@example.be"]
    assert "/fr/nieuwsbrief/weg/" in bodies["fr0@example.be"]


def test_sending_twice_sends_once(lindehoek, edition):
    subscribe(lindehoek, 3)
    (mailing,) = planned(lindehoek, edition)
    assert planned(lindehoek, edition) == [mailing]
    assert [send(mailing, lindehoek), send(mailing, lindehoek)] == [3, 0]
    mailing.refresh_from_db()
    assert mailing.finished_at is not None


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_process_that_dies_leaves_nobody_out_and_nobody_twice(moment, lindehoek, edition):
    subscribe(lindehoek, 5)
    (mailing,) = planned(lindehoek, edition)
    server = Server()

    def die(address):
        if address == "nl2@example.be":
            raise KeyboardInterrupt  # nothing is tidied up, as with kill -9

    setattr(server, moment, die)
    with pytest.raises(KeyboardInterrupt):
        send(mailing, lindehoek, transport=server)
    second = Server()
    assert send(mailing, lindehoek, transport=second) == 0  # the dead one's letters are still its own
    send(mailing, lindehoek, transport=second, lease=NOW)
    everybody = [f"nl{n}@example.be" for n in range(5)]
    assert sorted(server.taken + second.taken) == everybody
    expected = [State.SENT] * 5 if moment == "before" else [State.SENT] * 4 + [State.UNSURE]
    assert states(mailing) == expected


def test_two_at_once_share_the_work(lindehoek, edition, monkeypatch):
    monkeypatch.setattr("nieuwsbrief.sending.BATCH", 3)
    subscribe(lindehoek, 10)
    (mailing,) = planned(lindehoek, edition)
    first, second = Server(), Server()

    def meanwhile(address):
        if len(first.taken) == 1 and not second.taken:
            send(mailing, lindehoek, transport=second)

    first.after = meanwhile
    send(mailing, lindehoek, transport=first)
    assert len(first.taken) == 3
    assert sorted(first.taken + second.taken) == sorted(f"nl{n}@example.be" for n in range(10))


def test_an_address_that_is_rejected_three_times_is_left_alone(lindehoek, edition):
    (person,) = subscribe(lindehoek)

    def refuse(address):
        raise Rejected(550, "no such user")

    for number in range(3):
        other = make_edition(lindehoek, title=f"Editie {number}", slug=f"editie-{number}")
        (mailing,) = planned(lindehoek, other)
        server = Server()
        server.before = refuse
        send(mailing, lindehoek, transport=server)
        assert states(mailing) == [State.REJECTED]
    person.refresh_from_db()
    assert (person.bounces, person.suspended_at is not None) == (3, True)
    assert planned(lindehoek, edition) == []


def test_what_is_refused_for_now_is_tried_again_later(lindehoek, edition):
    (person,) = subscribe(lindehoek)
    (mailing,) = planned(lindehoek, edition)
    server = Server()

    def busy(address):
        raise Rejected(451, "try again later")

    server.before = busy
    send(mailing, lindehoek, transport=server)
    assert states(mailing) == [State.QUEUED]
    assert send(mailing, lindehoek, transport=Server(), lease=NOW) == 1
    person.refresh_from_db()
    assert person.bounces == 0


def test_a_server_that_is_away_loses_nothing(lindehoek, edition):
    subscribe(lindehoek, 2)
    (mailing,) = planned(lindehoek, edition)
    server = Server()

    def away(address):
        raise ConnectionRefusedError

    server.before = away
    with pytest.raises(OSError):
        send(mailing, lindehoek, transport=server)
    assert states(mailing) == [State.QUEUED] * 2
    assert send(mailing, lindehoek, transport=Server(), lease=NOW) == 2


def test_the_weeks_agenda_goes_out_on_friday(lindehoek, zavelberg, monkeypatch):
    friday = dt.date(2026, 11, 27)
    make_event(lindehoek, start_date=dt.date(2026, 12, 2))
    make_event(lindehoek, title="Veel later", start_date=dt.date(2026, 12, 20))
    subscribe(lindehoek)
    for day in (friday - dt.timedelta(days=1), friday, friday):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, day=day: day)
        call_command("send_newsletters")
    (sent,) = mail.outbox
    assert "maandag 30 november 2026" in sent.subject
    assert "Koffie met de buren" in sent.body
    assert "Veel later" not in sent.body


def test_the_editors_screen_sends_once_and_shows_how_far_it_is(lindehoek, zavelberg, edition, visit):
    subscribe(lindehoek, 3)
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))
    assert "3 mensen krijgen elke nieuwe editie" in client.get("/admin/nieuwsbrief/").content.decode()
    assert "De linde &amp; de bank" in client.get(f"/admin/nieuwsbrief/{edition.pk}/voorbeeld/").content.decode()
    said = [
        client.post(f"/admin/nieuwsbrief/{edition.pk}/verzenden/", follow=True).content.decode() for _press in range(2)
    ]
    assert len(mail.outbox) == 3
    assert "De mail gaat naar 3 abonnees." in said[0]
    assert "Deze editie is al verzonden. Niemand krijgt ze twee keer." in said[1]
    assert "3 van de 3 verstuurd" in client.get("/admin/nieuwsbrief/").content.decode()
    other = visit(zavelberg, make_user(zavelberg, Role.FINAL_EDITOR))
    assert other.post(f"/admin/nieuwsbrief/{edition.pk}/verzenden/").status_code == 404
    assert "verstuurd</" not in other.get("/admin/nieuwsbrief/").content.decode()
    editor = visit(lindehoek, make_user(lindehoek, Role.EDITOR))
    assert editor.post(f"/admin/nieuwsbrief/{edition.pk}/verzenden/").status_code == 302
    assert len(mail.outbox) == 3


def test_dots_at_the_beginning_of_a_line_arrive():
    assert _dotted(b".een\r\n.twee\r\ndrie.") == b"..een\r\n..twee\r\ndrie.\r\n"


def test_a_task_of_a_web_process_sends_the_whole_mail(lindehoek, edition):
    """It begins outside every village, where no page is to be seen."""
    subscribe(lindehoek)
    with scoped(lindehoek.scope()):
        mailing = plan_mailings(lindehoek, Mailing.Kind.EDITION, timezone.localdate(), edition.pk)[0]
    with scoped(NOTHING):
        send_mailing.enqueue(mailing.pk)
    assert "De linde & de bank" in mail.outbox[0].body


def test_an_edition_that_left_the_site_meanwhile_is_not_sent(lindehoek, edition, visit):
    subscribe(lindehoek)
    edition.unpublish()
    client = visit(lindehoek, make_user(lindehoek, Role.FINAL_EDITOR))
    answer = client.post(f"/admin/nieuwsbrief/{edition.pk}/verzenden/", follow=True).content.decode()
    assert "Deze editie staat niet meer op de site. Er is niets verzonden." in answer
    assert mail.outbox == []


def test_a_mailing_whose_edition_is_gone_is_left(lindehoek, edition):
    subscribe(lindehoek)
    (mailing,) = plan_mailings(lindehoek, "edition", dt.date(2026, 11, 28), edition.pk)
    mailing.delete()
    assert send_mailing.enqueue(mailing.pk).status == "SUCCESSFUL"
    assert mail.outbox == []
