"""A translation as a PO file, out and in."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.factories import make_user, make_village
from dorpskrant.models import ArticlePage
from villages.models import VillageRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(village, visit):
    return visit(village, make_user(village, VillageRole.Role.FINAL_EDITOR))


def put_back(client, sent, content):
    file = SimpleUploadedFile("vertaling.po", content if isinstance(content, bytes) else str(content).encode())
    url = f"/admin/localize/translate/{sent.pk}/pofile/upload/"
    return client.post(url, {"file": file, "next": "/admin/vertalingen/"}, follow=True).content.decode()


def take_out(client, sent):
    response = client.get(f"/admin/localize/translate/{sent.pk}/pofile/download/")
    assert response.status_code == 200
    return polib.pofile(response.content.decode())


def test_a_po_file_goes_out_with_words_alone_and_comes_back_as_the_page(
    client, article, sent, django_capture_on_commit_callbacks
):
    po = take_out(client, sent)
    assert [entry.msgid for entry in po] == [
        "De linde krijgt een bank",
        "Sinds vrijdag kun je er zitten.",
        "De bank is van eik en staat aan de zonkant.",
    ]
    for entry, words in zip(po, ["Le banc du tilleul", "Depuis vendredi.", "En chêne, au soleil."], strict=True):
        entry.msgstr = words
    put_back(client, sent, po)
    with django_capture_on_commit_callbacks(execute=True):
        sent.save_target(publish=True)
    french = ArticlePage.objects.get(translation_key=article.translation_key, locale=sent.target_locale)
    assert (french.title, french.intro, french.byline) == ("Le banc du tilleul", "Depuis vendredi.", "Rita Boels")
    assert "En chêne, au soleil." in str(french.body)
    assert [entry.msgstr for entry in take_out(client, sent)][0] == "Le banc du tilleul"


@pytest.mark.parametrize("content", [b"\x89PNG\xff\x00", b"", b'msgid "hallo"\nmsgstr "salut"\n', b"#" * 100])
def test_what_is_no_po_file_of_this_translation_is_refused_in_words(client, sent, content):
    assert "Dat is geen PO-bestand van deze vertaling" in put_back(client, sent, content)


def test_a_broken_po_file_is_refused_in_words(client, sent):
    broken = b'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: x\\n"\nmsgid "half\n'
    assert put_back(client, sent, broken)
    other = str(take_out(client, sent)).replace(str(sent.uuid), "0" * 8)
    assert "andere vertaling" in put_back(client, sent, other)


def test_no_file_and_a_file_that_is_too_large_are_refused_in_words(client, sent):
    url = f"/admin/localize/translate/{sent.pk}/pofile/upload/"
    assert "Kies eerst een PO-bestand" in client.post(url, follow=True).content.decode()
    assert "groter dan 2 MB" in put_back(client, sent, b"#" * (2 * 1024 * 1024 + 1))


def test_another_village_cannot_reach_it(sent, visit):
    from villages.scope import every_village

    with every_village():
        other = make_village("Stilveld", languages=["nl", "fr"])
        client = visit(other, make_user(other, VillageRole.Role.ADMIN))
    assert client.get(f"/admin/localize/translate/{sent.pk}/pofile/download/").status_code == 404
    assert client.post(f"/admin/localize/translate/{sent.pk}/machine_translate/").status_code == 404
