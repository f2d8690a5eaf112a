"""Residents send something in: what is stored, what is refused, what nobody can do to a village."""

import datetime as dt
import io
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from demo.factories import make_edition, make_notice
from ingezonden.models import Kind, NetworkCount, Status, Submission, SubmissionPhoto
from ingezonden.networks import forget_networks
from nieuwsbrief.models import Subscriber
from tests.ingezonden.conftest import FILLED, jpeg, stamp_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("within_one_window")]


@pytest.mark.parametrize("kind", FILLED)
def test_each_form_is_taken_in_without_account_cookie_or_script(kind, lindehoek, send, visit):
    page = visit(lindehoek).get(f"/inzenden/{kind}/")
    assert page.status_code == 200
    assert not page.cookies
    answer = send(lindehoek, kind)
    assert answer.status_code == 302
    found = Submission.objects.get()
    assert (found.site_id, found.status, found.how, found.language) == (lindehoek.pk, Status.NEW, "form", "nl")
    assert found.sender_name == FILLED[kind]["sender_name"]
    assert "sender_name" not in found.fields
    assert visit(lindehoek).get(answer.headers["Location"]).status_code == 200


def test_the_forms_are_found_from_the_newspaper_the_agenda_and_the_front_page(lindehoek, visit):
    for url in ("/", "/dorpskrant/", "/agenda/"):
        assert 'href="/inzenden/"' in visit(lindehoek).get(url).content.decode()
    index = visit(lindehoek).get("/inzenden/").content.decode()
    for kind in FILLED:
        assert f'href="/inzenden/{kind}/"' in index
    assert visit(lindehoek).get("/inzenden/onzin/").status_code == 404


@pytest.mark.parametrize("kind", FILLED)
def test_each_form_is_there_on_paper_too(kind, lindehoek, visit):
    pdf = PdfReader(io.BytesIO(visit(lindehoek).get(f"/inzenden/{kind}/strook.pdf").content))
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    assert "brievenbus" in text
    assert "Je naam" in text
    assert f"lindehoek.localhost/inzenden/{kind}" in re.sub(r"[\s\u200b]", "", text)
    if kind == "familiebericht":
        assert "Op papier, in de krant" in text


def test_what_is_wrong_is_said_and_nothing_is_lost(lindehoek, send):
    answer = send(lindehoek, "artikel", sender_phone="", sender_email="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Geef een telefoonnummer of e-mailadres" in page
    assert "Tweede &amp; laatste alinea." in page
    assert not Submission.objects.exists()


def test_a_notice_asks_where_it_may_appear(lindehoek, send):
    answer = send(lindehoek, "familiebericht", consent_paper="")
    assert answer.status_code == 422
    assert send(lindehoek, "familiebericht").status_code == 302
    assert Submission.objects.get().consents == ["paper"]


def test_photos_are_made_anew_without_place_and_time(lindehoek, send):
    exif = Image.Exif()
    exif[0x010F] = "GeheimeCamera"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    answer = send(lindehoek, "artikel", photos=[jpeg("a.jpg", exif=exif), jpeg("b.png")])
    assert answer.status_code == 302
    photos = list(SubmissionPhoto.objects.all())
    assert len(photos) == 2
    for photo in photos:
        data = photo.file.open("rb").read()
        assert b"GeheimeCamera" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == "JPEG"
            assert not image.getexif()


@pytest.mark.parametrize(
    "name, data",
    [
        ("virus.jpg", b"MZ not a photo"),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("kort.jpg", b"\xff\xd8\xff"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(name, data, lindehoek, send):
    answer = send(lindehoek, "artikel", photos=[SimpleUploadedFile(name, data, content_type="image/jpeg")])
    assert answer.status_code == 422
    assert name in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_sixth_photo_is_refused(lindehoek, send):
    answer = send(lindehoek, "artikel", photos=[jpeg(f"{n}.jpg", (60, 40)) for n in range(6)])
    assert answer.status_code == 422
    assert "hoogstens 5 foto" in answer.content.decode()


def test_nobody_is_served_what_came_in(lindehoek, zavelberg, send, visit):
    send(lindehoek, "artikel", photos=[jpeg()])
    url = SubmissionPhoto.objects.get().file.url
    assert visit(lindehoek).get(url).status_code == 404


@pytest.mark.parametrize("fault", ["honeypot", "no stamp", "too fast", "too old", "the neighbours' stamp"])
def test_a_machine_gets_the_form_back_and_leaves_nothing(fault, lindehoek, zavelberg, send):
    more = {}
    if fault == "honeypot":
        more = {"website": "https://koop.example"}
    elif fault == "no stamp":
        more = {"stamp": ""}
    elif fault == "the neighbours' stamp":
        more = {"stamp": stamp_of(zavelberg)}
    else:
        more = {"stamp": stamp_of(lindehoek, age_seconds=1 if fault == "too fast" else 90_000)}
    answer = send(lindehoek, "artikel", photos=[jpeg()], **more)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tweede &amp; laatste alinea." in page  # a person who was quick loses nothing
    assert "koop.example" not in page
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_is_one_submission(lindehoek, send):
    stamp = stamp_of(lindehoek)
    assert [send(lindehoek, "artikel", stamp=stamp).status_code for _ in range(2)] == [302, 302]
    assert Submission.objects.count() == 1
    numbers = NetworkCount.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 1, 2]  # accepted of this network and of all; tried


def test_what_is_put_right_after_going_back_comes_in_too(lindehoek, send):
    stamp = stamp_of(lindehoek)
    assert send(lindehoek, "artikel", stamp=stamp, title="Het fest").status_code == 302
    assert send(lindehoek, "artikel", stamp=stamp, title="Het feest").status_code == 302
    assert send(lindehoek, "artikel", stamp=stamp, title="Het feest", photos=[jpeg()]).status_code == 302
    assert [found.title for found in Submission.objects.order_by("pk")] == ["Het fest", "Het feest", "Het feest"]


def stored_files() -> list:
    return sorted(settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else []


@pytest.mark.usefixtures("same_hour")
def test_ten_thousand_posts_of_rubbish_leave_no_row_no_file_and_no_mail(lindehoek, zavelberg, visit, send, mailoutbox):
    client = visit(lindehoek)
    before, photo = stored_files(), jpeg().read()
    machine = {"title": "x", "text": "koop nu", "sender_email": "bot@example.be", "sender_name": "bot"}
    rubbish = [  # no stamp; a stamp with the hidden box filled in; a stamp that is too young; the neighbours' stamp
        {**machine},
        {**machine, "website": "koop.example", "stempel": stamp_of(lindehoek)},
        {**machine, "stempel": stamp_of(lindehoek, age_seconds=-86_000)},
        {**machine, "stempel": stamp_of(zavelberg)},
    ]
    counted: Counter[int] = Counter()
    for number in range(10_000):  # from five networks, each with 250 machines
        client.defaults["REMOTE_ADDR"] = f"203.0.{number % 5}.{number % 250}"
        data = dict(rubbish[number % 4])
        if number % 50 == 0:
            data["photos"] = SimpleUploadedFile("x.jpg", photo, content_type="image/jpeg")
        url = "/nieuwsbrief/" if number % 7 == 0 else f"/inzenden/{('artikel', 'activiteit')[number % 2]}/"
        counted[client.post(url, data).status_code] += 1
    assert counted == {
        422: 5 * 60,
        429: 10_000 - 5 * 60,
    }  # 40 tries of a form and 20 of the newsletter; then nothing is read
    assert not Submission.objects.exists()
    assert not SubmissionPhoto.objects.exists()
    assert not Subscriber.objects.exists()
    assert mailoutbox == []
    assert stored_files() == before
    assert NetworkCount.objects.count() == 10  # a hash and a number for each network and form, until its window is over
    assert not any("203.0" in str(row) for row in NetworkCount.objects.values_list())
    assert send(zavelberg, "artikel").status_code == 302  # another village's forms stay open
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert send(lindehoek, "artikel", client=client).status_code == 302  # and other networks'
    forget_networks(timezone.now() + dt.timedelta(days=2))
    assert not NetworkCount.objects.exists()


@pytest.mark.usefixtures("same_hour")
def test_a_refused_post_costs_three_questions_and_no_page(lindehoek, visit, django_assert_max_num_queries):
    client = visit(lindehoek)
    for _number in range(40):
        client.post("/inzenden/artikel/", {"title": "x"})
    with django_assert_max_num_queries(4) as asked:  # which village this is, and how often this network came
        answer = client.post("/inzenden/artikel/", {"title": "x" * 1000})
    assert answer.status_code == 429
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in asked.captured_queries)
    page = answer.content.decode()
    assert "Je toestel bewaarde wat je schreef" in page
    assert 'href="/inzenden/artikel/"' in page


@pytest.mark.usefixtures("same_hour")
def test_two_web_processes_count_together(lindehoek, visit):
    """What one process counted stands in the database; nothing of it is in a process's memory."""
    statuses = []
    for _process in range(41):
        statuses.append(visit(lindehoek).post("/inzenden/artikel/", {"title": "x"}).status_code)
        cache.clear()
    assert statuses == [422] * 40 + [429]


@pytest.mark.usefixtures("same_hour")
def test_a_village_takes_no_more_in_a_day_than_its_editors_can_read(lindehoek, zavelberg, visit, send, monkeypatch):
    monkeypatch.setattr("ingezonden.views.public.ACCEPTED_BY_ALL", (3, 86_400))
    client = visit(lindehoek)
    statuses = []
    for number in range(5):
        client.defaults["REMOTE_ADDR"] = f"203.0.{number}.1"
        statuses.append(send(lindehoek, "artikel", client=client).status_code)
    assert statuses == [302, 302, 302, 429, 429]
    assert Submission.objects.count() == 3
    assert send(zavelberg, "artikel").status_code == 302
    notice = make_notice(make_edition(lindehoek))
    data = {"sender_name": "Noor", "sender_phone": "0470 00 00 01", "stempel": stamp_of(lindehoek)}
    assert client.post(f"/inzenden/weghalen/{notice.translation_key}/", data).status_code == 302  # always


def test_too_large_a_request_is_refused_before_it_is_read(lindehoek, visit):
    answer = visit(lindehoek).post(
        "/inzenden/artikel/", data=b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**9)
    )
    assert answer.status_code == 413


def test_a_resident_asks_to_take_a_notice_away(lindehoek, zavelberg, visit):
    edition = make_edition(lindehoek)
    notice = make_notice(edition)
    hidden = make_notice(edition, names="Fons", consent_web=False)
    page = visit(lindehoek).get("/dorpskrant/winter-2026/").content.decode()
    url = f"/inzenden/weghalen/{notice.translation_key}/"
    assert url in page
    assert visit(zavelberg).get(url).status_code == 404
    assert visit(lindehoek).get(f"/inzenden/weghalen/{hidden.translation_key}/").status_code == 404
    data = {"sender_name": "Noor", "sender_phone": "0470 00 00 01", "stempel": stamp_of(lindehoek)}
    assert visit(lindehoek).post(url, data).status_code == 302
    found = Submission.objects.get()
    assert (found.kind, found.notice_key, found.title) == (Kind.REMOVAL, notice.translation_key, "Noor Claes")


def test_a_request_to_take_away_stands_before_older_copy(lindehoek, send, visit):
    send(lindehoek, "artikel")
    notice = make_notice(make_edition(lindehoek))
    data = {"sender_name": "Noor", "sender_phone": "0470 00 00 01", "stempel": stamp_of(lindehoek)}
    visit(lindehoek).post(f"/inzenden/weghalen/{notice.translation_key}/", data)
    assert [found.kind for found in Submission.objects.waiting()] == [Kind.REMOVAL, Kind.ARTICLE]
