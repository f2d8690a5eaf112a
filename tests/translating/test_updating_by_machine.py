"""Bringing translations up to date with a machine's words: all of it or nothing, and only where they are asked for."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource
from wagtail_localize.operations import translate_object

from config.settings.machine_translation import machine_translator
from demo.factories import make_user
from villages.models import VillageRole

pytestmark = pytest.mark.django_db
MACHINE = {"use_machine_translation": "on"}


@pytest.fixture
def editor(village, visit):
    return visit(village, make_user(village, VillageRole.Role.FINAL_EDITOR))


@pytest.fixture
def update(editor, sent):
    """Update the article's translations; give the screen after it."""

    def update(**form):
        return editor.post(f"/admin/localize/update/{sent.source_id}/", form, follow=True)

    return update


def french():
    return {found.translation_of.data: found.data for found in StringTranslation.objects.all()}


@pytest.fixture
def libre(settings, machine):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translator(
        {"LIBRETRANSLATE_URL": f"http://127.0.0.1:{machine.server_port}/"}
    )
    machine.answer = lambda data: (200, {"translatedText": [f"FR {text}" for text in data["q"]]})
    return machine


def test_a_machine_that_fails_leaves_all_as_it_was(libre, update, article, sent):
    libre.answer = lambda data: (500, b"weg")
    before = TranslationSource.objects.values().get()
    screen = update(**MACHINE, publish_translations="on").content.decode()
    assert "vertaalmachine geeft nu geen antwoord" in screen
    assert TranslationSource.objects.values().get() == before
    assert french() == {} and not article.get_translation(sent.target_locale).live


def test_with_publishing_the_words_of_the_machine_are_online(libre, update, article, sent):
    update(**MACHINE, publish_translations="on")
    assert article.get_translation(sent.target_locale).title == "FR De linde krijgt een bank"
    assert [data["target"] for _headers, data in libre.asked] == ["fr"]


def test_a_language_that_the_machine_does_not_know_is_left_out(libre, update, article, sent, monkeypatch):
    translate_object(article, [Locale.objects.get(language_code="de")])
    monkeypatch.setattr(
        "villages.translating.machines.LibreTranslate.can_translate",
        lambda self, source, target: target.language_code == "fr",
    )
    assert update(**MACHINE).status_code == 200
    assert {found.locale.language_code for found in StringTranslation.objects.all()} == {"fr"}


def test_without_the_machine_it_is_asked_nothing(libre, update, sent):
    assert update().status_code == 200
    assert libre.asked == [] and french() == {}
