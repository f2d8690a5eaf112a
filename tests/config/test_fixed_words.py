"""What is said without a catalogue is said in every language too: on paper, in the sentence of a series, in scripts."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings

from agenda.recurrence import Frequency
from agenda.turns import TURNS
from agenda.words import LANGUAGES as SENTENCES
from press.words import REGIONS, WORDS

ROOT: Path = settings.ROOT
LANGUAGES = {code for code, name in settings.INTERFACE_LANGUAGES}
SENTENCE = re.compile(r"""["'`]([A-ZÀ-Þ][\w’']+ [\w’']+[^"'`]*)["'`]""")
FONTS = {"Source Serif 4", "Source Sans 3", "Atkinson Hyperlegible"}


def test_paper_the_sentence_of_a_series_and_its_turns_know_every_language():
    assert LANGUAGES == set(WORDS) == set(REGIONS) == set(SENTENCES) == set(TURNS)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_word_on_paper_is_empty(language):
    assert WORDS[language].keys() == WORDS["nl"].keys()
    assert all(word.strip() for word in WORDS[language].values())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_turns_of_a_sentence_hold_what_the_dutch_ones_hold(language):
    for field in fields(TURNS["nl"]):
        dutch, here = getattr(TURNS["nl"], field.name), getattr(TURNS[language], field.name)
        if isinstance(dutch, str):
            assert here.count("{}") == dutch.count("{}"), field.name
        elif isinstance(dutch, dict):
            assert here.keys() == dutch.keys(), field.name
    assert set(TURNS[language].every_n) == set(Frequency) - {Frequency.ONCE, Frequency.DATES}


@pytest.mark.parametrize("kind", ["js", "typ"])
def test_scripts_and_print_templates_bring_no_sentence_of_their_own(kind):
    """Their words travel as data, out of the catalogues or `press.words`."""
    found = {}
    for path in (ROOT / "site").rglob(f"*.{kind}"):
        code = re.sub(r"(?m)(^|\s)//.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"))
        said = [text for text in SENTENCE.findall(code) if text not in FONTS]
        if said and "leaflet" not in path.parts and "vendor" not in path.parts:
            found[path.name] = said
    assert found == {}
