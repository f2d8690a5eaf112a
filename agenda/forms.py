"""The editor's form of an event: a change is about a day on which the event is held."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class EventPageForm(WagtailAdminPageForm):
    """Checks the changes against the rule."""

    def is_valid(self) -> bool:
        """Refuse a change to a day that the rule does not give, and a second one to the same day."""
        return super().is_valid() and self._changes_are_right()

    def _changes_are_right(self) -> bool:
        rule = self.instance.known_rule
        seen: set[Any] = set()
        right = True
        for form in self.formsets["changes"].forms if "changes" in self.formsets else []:
            change = getattr(form, "cleaned_data", None)
            if not change or change.get("DELETE") or not change.get("day"):
                continue
            day = change["day"]
            if day in seen:
                form.add_error("day", _("There is another change to this day: put them together."))
                right = False
            elif rule is not None and not rule.days(day, day):
                form.add_error("day", _("The event is not held on this day. Check the date."))
                right = False
            seen.add(day)
        return right
