"""The machine that helps translators: what it is asked, what is kept of its answers, and what an editor reads when it fails."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from config.settings.machine_translation import machine_translator
from demo.factories import make_user
from villages.translating.machines import DeepL, dictionary, is_faithful

pytestmark = pytest.mark.django_db
BY_HAND = {"CLASS": "villages.translating.machines.WordByWord", "OPTIONS": {}}


def libre(machine):
    return machine_translator(
        {"LIBRETRANSLATE_URL": f"http://127.0.0.1:{machine.server_port}/", "LIBRETRANSLATE_KEY": "k"}
    )


def french(article):
    return {translation.translation_of.data: translation.data for translation in StringTranslation.objects.all()}


@pytest.fixture
def press(village, visit):
    """Press the button of a translation, as an editor; give the screen that follows."""
    client = visit(village, make_user(village))

    def press(sent):
        url = f"/admin/localize/translate/{sent.pk}/machine_translate/"
        return client.post(url, {"next": "/admin/vertalingen/"}, follow=True).content.decode()

    return press


def test_the_environment_chooses_the_machine():
    assert machine_translator({}) is None
    assert machine_translator({"DEEPL_KEY": "abc:fx"})["CLASS"].endswith("DeepL")
    assert machine_translator({"LIBRETRANSLATE_URL": "https://vertaal.example.be/"})["OPTIONS"] == {
        "LIBRETRANSLATE_URL": "https://vertaal.example.be",
        "API_KEY": "",
        "TIMEOUT": 20,
    }
    with pytest.raises(ImproperlyConfigured):
        machine_translator({"DEEPL_KEY": "abc", "LIBRETRANSLATE_URL": "https://vertaal.example.be"})


def test_without_a_machine_there_is_no_button_and_no_address(village, sent, visit):
    client = visit(village, make_user(village))
    assert client.post(f"/admin/localize/translate/{sent.pk}/machine_translate/").status_code == 404


def test_the_dictionary_translates_word_by_word(settings, article, sent, press):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = BY_HAND
    screen = press(sent)
    assert "het woordenlijstje" in screen
    assert french(article) == {
        "De linde krijgt een bank": "Le tilleul reçoit un banc",
        "Sinds vrijdag kun je er zitten.": "Depuis vendredi pouvez vous y s’asseoir.",
        "De bank is van eik en staat aan de zonkant.": "Le banc est de chêne et se trouve à le zonkant.",
    }


def test_the_dictionary_knows_the_languages_of_the_interface():
    assert set(dictionary()) == {"fr", "en", "de"}
    assert len({frozenset(words) for words in dictionary().values()}) == 1


def test_libretranslate_is_asked_for_words_alone(settings, machine, article, sent, press):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = libre(machine)
    machine.answer = lambda data: (200, {"translatedText": [f"FR {text}" for text in data["q"]]})
    press(sent)
    ((_headers, data),) = machine.asked
    assert (data["source"], data["target"], data["format"], data["api_key"]) == ("nl", "fr", "html", "k")
    assert "Rita Boels" not in str(data)
    assert french(article)["De linde krijgt een bank"] == "FR De linde krijgt een bank"


def test_deepl_is_asked_in_parts_with_its_key(machine, sent, monkeypatch):
    monkeypatch.setattr(DeepL, "get_api_endpoint", lambda self: f"http://127.0.0.1:{machine.server_port}/v2/translate")
    machine.answer = lambda data: (200, {"translations": [{"text": f"FR {text}"} for text in data["text"]]})
    texts = [StringValue(f"Zin {number}") for number in range(90)]
    found = DeepL(machine_translator({"DEEPL_KEY": "abc"})["OPTIONS"]).translate(
        sent.source.locale, sent.target_locale, texts
    )
    assert [found[text].data for text in texts] == [f"FR Zin {number}" for number in range(90)]
    assert [len(data["text"]) for headers, data in machine.asked] == [40, 40, 10]
    headers, data = machine.asked[0]
    assert headers["Authorization"] == "DeepL-Auth-Key abc"
    assert (data["target_lang"], data["tag_handling"]) == (["FR"], ["xml"])


@pytest.mark.parametrize(
    "answer",
    [
        (403, {"error": "Invalid API key"}),
        (500, b"<html>"),
        (200, b"not JSON"),
        (200, {"translatedText": ["one too few"]}),
        (200, {"something": "else"}),
    ],
)
def test_a_machine_that_fails_is_said_and_changes_nothing(settings, machine, article, sent, press, answer):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = libre(machine)
    machine.answer = lambda data: answer
    assert "De vertaalmachine geeft nu geen antwoord" in press(sent)
    assert french(article) == {}


def test_a_machine_that_is_gone_is_said_also_when_updating(settings, machine, village, article, sent, visit):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = libre(machine)
    machine.shutdown()
    machine.server_close()
    client = visit(village, make_user(village))
    data = {"use_machine_translation": "on"}
    screen = client.post(f"/admin/localize/update/{sent.source_id}/", data, follow=True)
    assert "De vertaalmachine geeft nu geen antwoord" in screen.content.decode()


@pytest.mark.parametrize(
    ("original", "translation", "kept"),
    [
        ("Bel 0470 12 34 56", "Appelez 0470 12 34 56", True),
        ("Bel 0470 12 34 56", "Appelez 0470 12 34 65", False),
        ("van 15 tot 17 uur", "from 3 to 5 pm", False),
        ("op 2 december, van 15 tot 17 uur", "le 2 décembre, de 15 à 17 h", True),
        ('kijk <a id="a1">hier</a>', 'voyez <a id="a1">ici</a>', True),
        ('kijk <a id="a1">hier</a>', 'voyez <a id="a9">ici</a>', False),
        ("kijk <b>hier</b>", "voyez <script>ici</script>", False),
    ],
)
def test_an_answer_with_other_numbers_or_links_is_left_to_a_person(original, translation, kept):
    assert is_faithful(original, translation) is kept


def test_the_editor_says_with_which_machine_in_words_apart(village, visit):
    words = visit(village, make_user(village)).get("/admin/localize/jsi18n/").content.decode()
    assert '"Publish in ": "Publiceer in "' in words
    assert '"Translate with ": "Vertaal met "' in words
