"""Descriptions as the editor makes them: a little HTML; and how text and HTML from elsewhere become it."""

import re
from html import escape, unescape

from django.utils.html import strip_tags

MAX_LENGTH = 10_000  # characters
_LOOKS_LIKE_HTML = re.compile(r"<(?:p|br|b|i|a|ul|ol|li|div|span|strong|em|h\d)\b[^>]*>", re.IGNORECASE)
_ENDS = re.compile(r"</(?:div|h\d)>\s*", re.IGNORECASE)
_SAME = {"strong": "b", "em": "i"}
_TAGS = {"p", "br", "b", "i", "a", "ul", "li"}


def plain(html: str) -> str:
    """Give rich text as plain text: a line for each paragraph and list item."""
    lines = strip_tags(re.sub(r"</(?:p|li|h\d)>|<br\s*/?>", "\n", html)).splitlines()
    return unescape("\n".join(line.strip() for line in lines if line.strip()))


def clean_html(html: str) -> str:
    """Give HTML with only what the editor's field has: paragraphs, bold, italic, lists, links to elsewhere."""
    import nh3

    html = html[: 4 * MAX_LENGTH]
    for name, same in _SAME.items():
        html = re.sub(rf"<(/?){name}\b[^>]*>", rf"<\1{same}>", html, flags=re.IGNORECASE)
    html = _ENDS.sub("<br>", html)
    cleaned = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )
    cleaned = cleaned.replace("<br>", "<br/>").strip()
    return re.sub(r"(?:<br/>\s*)+$", "", cleaned)


def from_elsewhere(text: str) -> str:
    """Give a description in a calendar of others, plain or HTML, as the editor's field keeps it."""
    text = text.strip()
    if _LOOKS_LIKE_HTML.search(text):
        cleaned = clean_html(text)
        return cleaned if cleaned.startswith(("<p>", "<ul>")) or not cleaned else f"<p>{cleaned}</p>"
    paragraphs = re.split(r"\n\s*\n", text[:MAX_LENGTH])
    return "".join(
        f"<p>{escape(p.strip(), quote=False).replace(chr(10), '<br/>')}</p>" for p in paragraphs if p.strip()
    )
