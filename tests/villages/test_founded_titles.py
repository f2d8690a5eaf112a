"""The pages of a new village have their titles in their own language."""

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, override, trans_real
from django.utils.translation.reloader import translation_file_changed

from demo.factories import home_of, make_village
from home.layout import TITLES

LANGUAGES = [code for code, name in settings.INTERFACE_LANGUAGES]
SAID = {
    "nl": ["Dorpskrant", "Agenda", "Fietsroutes", "Aanspreekpunt"],
    "fr": ["Journal", "Agenda", "Itinéraires à vélo", "Point de contact"],
    "en": ["Newspaper", "Agenda", "Cycling routes", "Contact point"],
    "de": ["Dorfzeitung", "Veranstaltungen", "Radtouren", "Anlaufstelle"],
}


def titles(village, language):
    return [page.title for page in home_of(village, language).get_children()]


@pytest.mark.django_db
@pytest.mark.parametrize("first", LANGUAGES)
def test_every_section_is_titled_in_its_own_language_whatever_language_is_active(first):
    others = [code for code in LANGUAGES if code != first]
    with override("fr" if first == "nl" else "nl"):
        village = make_village("Oudeberg", "oudeberg.localhost", [first, *others])
    assert {code: titles(village, code) for code in LANGUAGES} == SAID
    edition = home_of(village, first).get_children().first().get_children().first()
    with override(first):
        assert edition.title == gettext("First edition")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_a_village_is_founded_with_is_known_in_the_language(language):
    with override(language):
        assert [gettext(title) for title in TITLES.values()] == SAID[language]


def test_words_compiled_just_now_are_spoken_by_the_same_process(tmp_path, settings):
    folder = tmp_path / "site" / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    book = polib.POFile()
    book.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    book.append(polib.POEntry(msgid="A word that nobody has", msgstr="Een woord dat niemand heeft"))
    book.save(str(folder / "django.po"))
    settings.ROOT, settings.LOCALE_PATHS = tmp_path, [str(folder.parents[1])]
    translation_file_changed(None, folder / "django.mo")
    try:
        with override("nl"):
            assert gettext("A word that nobody has") == "A word that nobody has"
        call_command("compile_catalogues")
        with override("nl"):
            assert gettext("A word that nobody has") == "Een woord dat niemand heeft"
    finally:
        trans_real._translations = {}
        trans_real._default = None
