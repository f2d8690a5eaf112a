"""Untrusted rich-text HTML to a tuple of plain print blocks.

nh3 throws out everything that is not on the list first; what is left is walked with the standard parser. The result
holds text only: nothing in it is ever read as markup again.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from press.document import Heading, ItemList, ListItem, Paragraph, Quotation, Run, TextBlock
from press.errors import TooMuchText
from press.typography import typographic

MAX_HTML_CHARACTERS = 400_000
MAX_PARAGRAPH_CHARACTERS = 6_000
MAX_LIST_LEVEL = 3

_TAGS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "i", "em", "a"),
    *("ul", "ol", "li", "blockquote", "br", "hr", "sup", "sub", "pre"),
}
_DROP_WITH_CONTENT = {
    "script",
    "style",
    "iframe",
    "object",
    "template",
    "noscript",
    "svg",
    "math",
    "textarea",
    "select",
}
_STYLES = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "^", "sub": "_"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "div", "pre", "hr"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def clean_html(html: str) -> str:
    """The HTML with only the tags that print knows; links only to http, https, mailto and tel."""
    import nh3

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_DROP_WITH_CONTENT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


def blocks_from_html(html: str, language: str = "nl") -> tuple[TextBlock, ...]:
    """Paragraphs, headings, lists and quotes in reading order.

    Lists deeper than three levels print at the third; a paragraph of more than 6,000 characters is cut in several at a
    space. Raises ``TooMuchText`` over 400,000 characters of HTML.
    """
    if len(html) > MAX_HTML_CHARACTERS:
        raise TooMuchText(f"A text of {len(html)} characters is longer than the press sets ({MAX_HTML_CHARACTERS}).")
    walker = _Walker(language)
    walker.feed(clean_html(html))
    walker.close()
    walker.finish()
    return tuple(walker.blocks)


def blocks_from_text(text: str, language: str = "nl") -> tuple[TextBlock, ...]:
    """Plain text as paragraphs: an empty line parts paragraphs, a single newline breaks the line."""
    result: list[TextBlock] = []
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        runs: list[Run] = []
        for line in lines:
            if runs:
                runs.append(Run("\n"))
            runs.append(Run(typographic(line, language)))
        result.extend(Paragraph(part) for part in _portions(tuple(runs)) if part)
    return tuple(result)


def plain_text(blocks: tuple[TextBlock, ...]) -> str:
    """All text of the blocks, a newline between blocks."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, ItemList):
            lines.extend("".join(run.text for run in item.runs) for item in block.items)
        else:
            lines.append("".join(run.text for run in block.runs))
    return "\n".join(lines)


class _Walker(HTMLParser):
    """Collects runs into the block that is open; a tag that starts a block closes the one before."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.blocks: list[TextBlock] = []
        self.runs: list[Run] = []
        self.kind = "p"
        self.styles: list[str] = []
        self.links: list[str] = []
        self.lists: list[int | None] = []
        self.items: list[ListItem] = []
        self.item_number: int | None = None
        self.quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _STYLES:
            self.styles.append(tag)
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag in ("ul", "ol"):
            self.end_block()
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.end_block()
            if not self.lists:
                self.lists.append(None)
            count = self.lists[-1]
            self.item_number = None if count is None else count + 1
            self.lists[-1] = self.item_number
        elif tag == "blockquote":
            self.end_block()
            self.quotes += 1
        elif tag in _PARAGRAPHS or tag in _HEADINGS:
            if self.lists and self.runs:
                self.runs.append(Run("\n"))
            elif not self.lists:
                self.end_block()
                self.kind = "h" if tag in _HEADINGS else "p"

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES:
            if tag in self.styles:
                last = len(self.styles) - 1 - self.styles[::-1].index(tag)
                del self.styles[last]
        elif tag == "a":
            if self.links:
                self.links.pop()
        elif tag in ("ul", "ol"):
            self.end_block()
            if self.lists:
                self.lists.pop()
            if not self.lists:
                self.end_list()
        elif tag == "blockquote":
            self.end_block()
            self.quotes = max(0, self.quotes - 1)
        elif tag == "li" or (not self.lists and (tag in _PARAGRAPHS or tag in _HEADINGS)):
            self.end_block()

    def handle_data(self, data: str) -> None:
        text = _SPACE.sub(" ", data)
        if not text or (not self.runs and not text.strip()):
            return
        before = self.runs[-1].text if self.runs else ""
        text = typographic(text, self.language, before)
        style = "".join(sorted({_STYLES[name] for name in self.styles}))
        self.runs.append(Run(text, style, self.links[-1] if self.links else ""))

    def end_block(self) -> None:
        """Closes what is open: an item goes to the list, anything else to the blocks."""
        runs = _trimmed(self.runs)
        self.runs = []
        if runs and self.lists:
            level = min(len(self.lists), MAX_LIST_LEVEL) - 1
            self.items.extend(ListItem(part, level, self.item_number) for part in _portions(runs))
        elif runs and self.kind == "h":
            self.blocks.append(Heading(next(iter(_portions(runs)))))
        elif runs and self.quotes:
            self.blocks.extend(Quotation(part) for part in _portions(runs))
        elif runs:
            self.blocks.extend(Paragraph(part) for part in _portions(runs))
        self.kind = "p"

    def end_list(self) -> None:
        """Closes the outermost list."""
        if self.items:
            self.blocks.append(ItemList(tuple(self.items)))
        self.items = []

    def finish(self) -> None:
        """Closes whatever the HTML left open."""
        self.end_block()
        self.end_list()


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without white space at either end and without empty runs; neighbours of one style become one."""
    merged: list[Run] = []
    for run in runs:
        if (
            merged
            and (merged[-1].style, merged[-1].href) == (run.style, run.href)
            and "\n"
            not in (
                run.text,
                merged[-1].text,
            )
        ):
            merged[-1] = Run(merged[-1].text + run.text, run.style, run.href)
        else:
            merged.append(run)
    while merged and not merged[0].text.strip():
        merged.pop(0)
    while merged and not merged[-1].text.strip():
        merged.pop()
    if merged:
        merged[0] = Run(merged[0].text.lstrip(), merged[0].style, merged[0].href)
        merged[-1] = Run(merged[-1].text.rstrip(), merged[-1].style, merged[-1].href)
    return tuple(merged)


def _portions(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """The runs in portions that the column splitter can take, cut at spaces."""
    if sum(len(run.text) for run in runs) <= MAX_PARAGRAPH_CHARACTERS:
        return [runs] if runs else []
    portions: list[tuple[Run, ...]] = []
    current: list[Run] = []
    room = MAX_PARAGRAPH_CHARACTERS
    for run in runs:
        rest = run.text
        while rest:
            if len(rest) <= room:
                piece, rest = rest, ""
            else:
                cut = rest.rfind(" ", 0, room)
                cut = cut if cut > 0 else room
                piece, rest = rest[:cut], rest[cut:].lstrip(" ")
            current.append(Run(piece, run.style, run.href))
            room -= len(piece)
            if rest or room <= 0:
                portions.append(tuple(current))
                current, room = [], MAX_PARAGRAPH_CHARACTERS
    if current:
        portions.append(tuple(current))
    return portions
