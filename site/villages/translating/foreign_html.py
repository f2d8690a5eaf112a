"""Marks what is in another language than its page: `lang` (and `dir`) on the element that holds just that text.

WCAG 2.2, 3.1.2: a screen reader then reads Dutch words with a Dutch voice, on a French page too.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from core.languages import language_attributes

_TAG = re.compile(r"<[^>]*>")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
SHORTEST = 12  # letters of a text that was cut off, to know it by
UNSEEN = frozenset(("script", "style", "title", "template", "option"))


def plain(markup: str) -> str:
    """Give the text of a piece of HTML as a reader sees it: without tags, each run of white space one space."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def mark(page: str, texts: Mapping[str, str], around: str) -> str:
    """Give a page (HTML) with each element marked that holds just one of `texts`, by the language of that text.

    An element that says its language already is left alone, and so is all inside it.
    """
    finder = _Finder(page, texts)
    finder.feed(page)
    finder.close()
    parts, begin = [], 0
    for position, language in sorted(finder.found):
        parts += [page[begin:position], language_attributes(language, around)]
        begin = position
    return "".join([*parts, page[begin:]])


@dataclass
class _Element:
    tag: str
    insert_at: int  # where an attribute can be put in
    told: bool  # whether it, or an element around it, says its language
    texts: list[str] = field(default_factory=list)
    marked: str = ""  # the text of an element inside it that was marked


class _Finder(HTMLParser):
    def __init__(self, page: str, texts: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = texts
        self.found: list[tuple[int, str]] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", page))]
        self._open: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, offset = self.getpos()
        written = self.get_starttag_text() or ""
        insert_at = self._lines[line - 1] + offset + 1 + len(tag)
        around = self._open[-1].told if self._open else False
        told = tag != "html" and (around or "lang" in dict(attrs))
        if tag in VOID or written.endswith("/>"):
            if tag == "br" and self._open:
                self._open[-1].texts.append(" ")
            self._look_at_name(dict(attrs).get("alt"), told, insert_at)
            return
        if tag == "audio":
            self._look_at_name(dict(attrs).get("aria-label"), told, insert_at)
        self._open.append(_Element(tag, insert_at, told))

    def _look_at_name(self, name: str | None, told: bool, insert_at: int) -> None:
        words = plain(name or "")
        if not told and words in self.texts:
            self.found.append((insert_at, self.texts[words]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while any(element.tag == tag for element in self._open):
            element = self._open.pop()
            self._close(element)
            if element.tag == tag:
                return

    def _close(self, element: _Element) -> None:
        text = " ".join("".join(element.texts).split())
        marked = element.marked == text and bool(text)
        if not marked and not element.told and element.tag not in UNSEEN and (language := self._language_of(text)):
            while self.found and self.found[-1][0] > element.insert_at and self.found[-1][1] == language:
                self.found.pop()  # a paragraph of it, which needs not say so again
            self.found.append((element.insert_at, language))
            marked = True
        if self._open and element.tag not in UNSEEN:
            self._open[-1].texts.append("".join(element.texts))
            self._open[-1].marked = text if marked else self._open[-1].marked

    def _language_of(self, text: str) -> str:
        piece = text.strip("… ")  # a list shows the first words only, and search the words around what was found
        if text in self.texts or len(piece) < SHORTEST or piece == text:
            return self.texts.get(text, "")
        if not text.startswith("…"):
            return next((language for whole, language in self.texts.items() if whole.startswith(piece)), "")
        return next((language for whole, language in self.texts.items() if piece in whole), "")
