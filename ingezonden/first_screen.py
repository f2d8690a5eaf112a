"""The admin's first screen: how the next edition stands, in plain words, each line a way to the place."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from ingezonden import overview


class FirstScreenPanel(Component):
    """What there is to do."""

    name = "first_screen"
    template_name = "ingezonden/admin/first_screen.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the lines that this person may act on."""
        request = parent_context["request"]
        village = request.village
        edition = overview.next_edition(village)
        sees_inbox = request.user.has_perm("ingezonden.view_submission")
        lines: list[overview.Line] = []
        if edition is not None:
            lines += [overview.content_line(edition), overview.fill_line(edition)]
        if sees_inbox:
            lines.append(overview.inbox_line())
        lines.append(overview.phone_line(village))
        if edition is not None:
            lines.append(overview.consent_line(edition))
        translations = overview.translations_line(village)
        if translations is not None:
            lines.append(translations)
        return {
            "edition": edition,
            "edition_url": reverse("wagtailadmin_pages:edit", args=[edition.pk]) if edition else "",
            "dates": overview.when_lines(edition, timezone.localdate()) if edition else [],
            "lines": lines,
            "may_print": sees_inbox,
            "may_enter": request.user.has_perm("ingezonden.add_submission"),
        }
