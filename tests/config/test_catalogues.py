"""Every text that people see is there in Dutch."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Path = settings.ROOT
CODE = ["site", "agenda", "dorpskrant", "fietsroutes", "home", "ingezonden", "nieuwsbrief"]
MARKS = {"_", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
LANGUAGES_COMPLETE = ["nl"]


def messages_in_code() -> dict[str, str]:
    found = {}
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                for text in _marked(ast.parse(path.read_text(encoding="utf-8"))):
                    found[text] = str(path.relative_to(ROOT))
    return found


def _marked(tree: ast.AST) -> list[str]:
    texts = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS
            and node.args
        ):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[1] if name.startswith("pgettext") else node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                texts.append(first.value)
    return texts


def messages_in_templates() -> dict[str, str]:
    found = {}
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        for match in re.finditer(r"n?p?gettext\((.*)\)|_\((.*)\)", templatize(path.read_text(encoding="utf-8"))):
            for literal in re.findall(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", match[0])[:1]:
                found[ast.literal_eval(literal)] = str(path.relative_to(ROOT))
    return found


def catalogue(language: str) -> dict[str, polib.POEntry]:
    entries = {}
    for folder in CODE:
        for path in (ROOT / folder).rglob(f"locale/{language}/LC_MESSAGES/*.po"):
            entries.update({entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete})
    return entries


@pytest.mark.parametrize("language", LANGUAGES_COMPLETE)
def test_no_text_is_missing_or_doubtful(language):
    known = catalogue(language)
    wanted = {**messages_in_code(), **messages_in_templates()}
    assert len(wanted) > 100
    missing = {text: where for text, where in wanted.items() if text not in known}
    assert missing == {}
    unfinished = [
        entry.msgid
        for entry in known.values()
        if entry.fuzzy or not (entry.msgstr or all(entry.msgstr_plural.values()))
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_placeholders_survive_translation(language):
    for entry in catalogue(language).values():
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                names = set(re.findall(r"%\((\w+)\)s", entry.msgid + entry.msgid_plural))
                assert set(re.findall(r"%\((\w+)\)s", text)) <= names, entry.msgid
