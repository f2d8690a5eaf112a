"""Every text that people see is there in each language of the interface.

English is the language of the texts in the code (docs/decisions/languages-of-the-interface.md), so it has no catalogue.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Path = settings.ROOT
CODE = ["site", "agenda", "dorpskrant", "fietsroutes", "home", "ingezonden", "nieuwsbrief"]
MARKS = re.compile(r"_|_now|n?p?gettext(_lazy)?|n?gettext_noop")
CALL = re.compile(r"\b(n?p?gettext|_)\(")
LITERAL = re.compile(r"""\s*,?\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
PLACEHOLDER = re.compile(r"%\(\w+\)0?\d*[sd]|%[sd]|%%|\{\w*\}")
SOURCE = "en"
LANGUAGES = [code for code, name in settings.INTERFACE_LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
PLURALS = {"nl": "n != 1", "fr": "n > 1", "de": "n != 1"}
# A village speaks to a reader of 74 it may not know: vous and Sie, and je in Flanders, where u would be stiff.
TOO_FAMILIAR = {
    "fr": re.compile(r"\b(tu|toi|ton|ta|tes)\b|\bt[’']", re.IGNORECASE),
    "de": re.compile(r"\b(du|dich|dir|deine?[mnrs]?|euch|euer)\b", re.IGNORECASE),
}
AMERICAN = re.compile(
    r"\b(color|center|favorite|neighbor|catalog|organiz|program\b|gray|cancel(ed|ing)\b)", re.IGNORECASE
)


class Message(NamedTuple):
    """A text that the code asks for."""

    context: str
    text: str
    plural: str


def _message(name: str, literals: list[str]) -> Message:
    kind = "" if name in ("_", "_now") else name.removesuffix("_lazy").removesuffix("_noop").removesuffix("gettext")
    context = literals.pop(0) if "p" in kind else ""
    plural = literals[1] if "n" in kind and len(literals) > 1 else ""
    return Message(context, literals[0], plural)


def _in_code() -> Iterator[tuple[Message, str]]:
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
                if not isinstance(node, ast.Call) or not MARKS.fullmatch(name) or not node.args:
                    continue
                literals = [
                    part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
                ]
                if literals:
                    yield _message(name, literals), str(path.relative_to(ROOT))


def _in_templates() -> Iterator[tuple[Message, str]]:
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        source = templatize(path.read_text(encoding="utf-8"))
        for call in CALL.finditer(source):
            literals, at = [], call.end()
            while found := LITERAL.match(source, at):
                literals.append(ast.literal_eval(found[1]))
                at = found.end()
            if literals:
                yield _message(call[1], literals), str(path.relative_to(ROOT))


def asked_for() -> dict[Message, str]:
    """Give each text that the code and the templates ask for, and a file that does."""
    return {**dict(_in_code()), **dict(_in_templates())}


def catalogues(language: str) -> dict[Path, polib.POFile]:
    paths = [path for folder in CODE for path in (ROOT / folder).rglob(f"locale/{language}/LC_MESSAGES/*.po")]
    return {path: polib.pofile(str(path), check_for_duplicates=True) for path in paths}


def entries(language: str) -> list[polib.POEntry]:
    return [entry for book in catalogues(language).values() for entry in book if not entry.obsolete]


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_missing(language):
    known = {Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in entries(language)}
    wanted = asked_for()
    assert len(wanted) > 1000
    assert {message.text: where for message, where in wanted.items() if message not in known} == {}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_doubtful_or_half_done(language):
    assert [entry.msgid for entry in entries(language) if entry.fuzzy or not all(map(str.strip, texts(entry)))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_survive_translation(language):
    wrong = []
    for entry in entries(language):
        allowed = [sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)]
        wrong += [text for text in texts(entry) if sorted(PLACEHOLDER.findall(text)) not in allowed]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_counts_as_its_language_does(language):
    for path, book in catalogues(language).items():
        assert PLURALS[language] in book.metadata["Plural-Forms"], path
        assert [entry.msgid for entry in book if entry.msgid_plural and len(entry.msgstr_plural) != 2] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_text_has_one_wording_in_all_catalogues(language):
    wordings = defaultdict(set)
    for entry in entries(language):
        wordings[entry.msgctxt, entry.msgid, entry.msgid_plural].add(tuple(texts(entry)))
    assert {key: words for key, words in wordings.items() if len(words) > 1} == {}


@pytest.mark.parametrize("language", TOO_FAMILIAR)
def test_readers_are_addressed_politely_throughout(language):
    assert [text for entry in entries(language) for text in texts(entry) if TOO_FAMILIAR[language].search(text)] == []


def test_the_source_texts_are_british():
    assert {message.text: where for message, where in asked_for().items() if AMERICAN.search(message.text)} == {}
