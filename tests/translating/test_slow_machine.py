"""A machine that takes its time keeps nobody else waiting: it is asked before anything is written."""

from threading import Event, Thread

import pytest
from django.db import connection
from wagtail.models import Revision
from wagtail_localize.models import StringTranslation, TranslationSource

from config.settings.machine_translation import machine_translator
from demo.factories import make_article, make_user, make_village
from villages.models import VillageRole
from villages.scope import scoped

SECONDS = 60  # until a test gives up; it waits for none of them


@pytest.fixture
def village(begin_with):
    """Molenkouter with rows that other connections see."""
    village = begin_with(molenkouter)
    with scoped(village.scope()):
        yield village


def molenkouter():
    return make_village("Molenkouter", languages=["nl", "fr", "de"])


@pytest.fixture
def editors(village, visit):
    return [visit(village, make_user(village, VillageRole.Role.FINAL_EDITOR, name)) for name in ("rita", "bert")]


class Thinking:
    """A machine's answer that waits until it may go on."""

    def __init__(self):
        self.asked, self.may_go_on = Event(), Event()

    def __call__(self, data):
        self.asked.set()
        assert self.may_go_on.wait(SECONDS)
        return 200, {"translatedText": [f"FR {text}" for text in data["q"]]}


@pytest.fixture
def while_it_thinks(settings, machine, editors, sent):
    """Update translations by machine, and do something else between its question and its answer; give the screen after it."""
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
        {"LIBRETRANSLATE_URL": f"http://127.0.0.1:{machine.server_port}/"}
    )
    machine.answer = thinking = Thinking()

    def between(something):
        screens = []

        def work():
            answer = editors[0].post(
                f"/admin/localize/update/{sent.source_id}/", {"use_machine_translation": "on"}, follow=True
            )
            screens.append(answer.content.decode())
            connection.close()

        updating = Thread(target=work)
        updating.start()
        try:
            assert thinking.asked.wait(SECONDS)
            something()
        finally:
            thinking.may_go_on.set()
            updating.join(SECONDS)
        return screens[0]

    return between


def change_title(client, article, title):
    form = {name: str(getattr(article, name)) for name in ("rubric", "weight", "photo_columns", "slug")}
    form |= {"title": title, "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return client.post(f"/admin/pages/{article.pk}/edit/", {**form, "action-publish": "1"})


def test_others_save_while_the_machine_thinks_and_what_they_change_waits_for_a_translator(
    while_it_thinks, editors, article, sent
):
    beside = make_article(article.get_parent().specific, title="Iets anders", body=[])

    def save():
        assert change_title(editors[1], beside, "Intussen bewaard").status_code == 302
        article.title = "De linde krijgt twee banken"
        article.save_revision().publish()

    screen = while_it_thinks(save)
    assert Revision.objects.for_instance(beside).latest("pk").content["title"] == "Intussen bewaard"
    assert "vertaalmachine geeft nu geen antwoord" not in screen
    assert "De linde krijgt twee banken" in TranslationSource.objects.get().content_json
    french = {found.translation_of.data: found.data for found in StringTranslation.objects.all()}
    assert french["Sinds vrijdag kun je er zitten."] == "FR Sinds vrijdag kun je er zitten."
    assert "De linde krijgt twee banken" not in french
