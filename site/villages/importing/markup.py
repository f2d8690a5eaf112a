"""HTML of an archive goes to pages as it is: it may hold what the editor makes, and nothing else."""

from html.parser import HTMLParser
from typing import Any

from .reading import ImportRefusedError

ATTRIBUTES: dict[str, set[str]] = {
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"), {"data-block-key"}),
    **dict.fromkeys(("b", "strong", "i", "em", "sup", "sub", "br", "hr", "code", "del", "abbr"), set()),
    "a": {"href", "linktype", "id", "uid"},
    "embed": {"embedtype", "id", "alt", "format", "url"},
    "text": {"position"},  # in templates of translations
}
SCHEMES = {"http", "https", "mailto", "tel"}


def check_html(html: str, where: object) -> None:
    """Insist that a piece of HTML has only what the editor makes.

    Raises:
        ImportRefusedError: it has another tag, another attribute, a script's address, or a tag without end.
    """
    if "<" in html or "&" in html:
        checker = _Checker(where)
        checker.feed(html)
        checker.close()


def check_address(address: Any, where: object) -> None:
    """Insist that following an address leads somewhere, and runs nothing.

    Raises:
        ImportRefusedError: it is no text, or of another kind than http, https, mailto and tel.
    """
    if not isinstance(address, str):
        raise ImportRefusedError(f"{where} holds {address!r:.60}, not an address.")
    # Browsers skip white space and control characters before and inside the scheme.
    plain = "".join(sign for sign in address if sign > " " and sign != "\x7f")
    scheme, colon, _rest = plain.partition(":")
    if colon and not set(scheme) & set("/?#") and scheme.lower() not in SCHEMES:
        raise ImportRefusedError(f"{where} holds an address of the kind {scheme!r:.20}.")


def check_attributes(attributes: Any, where: object) -> None:
    """Insist that the attributes which a translation puts back into its links are those of links.

    Raises:
        ImportRefusedError: they are not.
    """
    if not isinstance(attributes, dict) or not all(isinstance(of, dict) for of in attributes.values()):
        raise ImportRefusedError(f"{where} holds {attributes!r:.60}, no attributes of links.")
    for of in attributes.values():
        if strange := {*of} - ATTRIBUTES["a"]:
            raise ImportRefusedError(f"{where} holds HTML that the editor does not make: {sorted(strange)[0]!r:.40}.")
        if "href" in of:
            check_address(of["href"], where)


class _Checker(HTMLParser):
    def __init__(self, where: object) -> None:
        super().__init__(convert_charrefs=False)
        self._where = where

    def _refuse(self, what: str) -> None:
        raise ImportRefusedError(f"{self._where} holds HTML that the editor does not make: {what:.40}.")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ATTRIBUTES.get(tag)
        if allowed is None or {name for name, _value in attrs} - allowed:
            self._refuse(self.get_starttag_text() or tag)
        for name, value in attrs:
            if name in ("href", "url"):
                check_address(value or "", self._where)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ATTRIBUTES:
            self._refuse(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if "<" in data:  # a tag without end: what follows on the page would become a part of it
            self._refuse(data)

    def handle_comment(self, data: str) -> None:
        self._refuse(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self._refuse(f"<!{decl}")

    def unknown_decl(self, data: str) -> None:
        self._refuse(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self._refuse(f"<?{data}")
