"""What a page says of itself to be in another language than its own."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


class Pieces(HTMLParser):
    """The texts of elements that bear `lang`; `found` holds (language, direction, text). A language in the switcher is none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in VOID:
            self._note(known, known.get("alt") or "")
        else:
            self._open.append((tag, known, []))

    def handle_data(self, data: str) -> None:
        for _tag, _attrs, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while any(tag == known for known, _attrs, _texts in self._open):
            closed, attrs, texts = self._open.pop()
            self._note(attrs, "".join(texts))
            if closed == tag:
                return

    def _note(self, attrs: dict[str, str | None], text: str) -> None:
        inside = any(tag == "html" for tag, _attrs, _texts in self._open)
        if inside and attrs.get("lang") and attrs.get("class") != "languages__link":
            self.found.append((attrs["lang"] or "", attrs.get("dir") or "", " ".join(text.split())))


def in_dutch(html: str, direction: str = "") -> set[str]:
    """Give the texts that say they are Dutch. Each also says its direction, where that is given, and none where not."""
    pieces = Pieces()
    pieces.feed(html)
    dutch = [(way, text) for language, way, text in pieces.found if language == "nl"]
    assert all(way == direction for way, _text in dutch)
    return {text for _way, text in dutch}
