"""The admin runs no script that stands in a page: what a widget begins with is written as data, and one script of ours begins it.

Wagtail (8.0) writes a call like `new PageChooser("id", {…});` in a script element behind each chooser. The admin's
Content-Security-Policy allows scripts from files alone, so `as_data` writes the call in attributes; `js/admin-begin.js` makes it.
"""

import json
import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

CALL = re.compile(r"\A(?:new )?([\w.]+)\((.*)\);?\Z", re.DOTALL)


def as_data(call: str) -> SafeString:
    """Give an element that carries a call of a function or class with JSON arguments.

    Raises:
        ValueError: it is not such a call.
    """
    found = CALL.match(call.strip())
    if found is None:
        raise ValueError(f"Not a call with JSON arguments: {call}")
    arguments = json.dumps(json.loads(f"[{found[2]}]"))
    # Single quotes around: Wagtail's formsets look for the next quote behind `__prefix__`.
    written = str(escape(arguments)).replace("&quot;", '"')
    return mark_safe(f"<span hidden data-begin=\"{found[1]}\" data-begin-arguments='{written}'></span>")  # noqa: S308 - escaped


def begin_choosers_by_data() -> None:
    """Have each chooser of the admin carry its call as data."""
    BaseChooser.render = _render


def _render(self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
    """Render a chooser as Wagtail does (`BaseChooser.render`), its call as data."""
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    return mark_safe(html + as_data(self.render_js_init(attrs["id"], name, value_data)))  # noqa: S308 - both are escaped
