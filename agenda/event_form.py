"""The form for an event: how often in plain words, and changes only to times that exist."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from agenda.recurrence import Pause, Rule, RuleError
from agenda.rule_building import WHEN_FIELDS, build_rule
from agenda.schedule import Change, Status

# What the editor picks from: frequency and interval in one.
REPEATS: list[tuple[str, str | Promise]] = [
    ("once/1", _("Once")),
    ("weekly/1", _("Every week")),
    ("weekly/2", _("Every 2 weeks")),
    ("weekly/3", _("Every 3 weeks")),
    ("weekly/4", _("Every 4 weeks")),
    ("monthly/1", _("Every month, like on the first Tuesday")),
    ("monthly/2", _("Every 2 months")),
    ("monthly/3", _("Every 3 months")),
    ("yearly/1", _("Every year")),
    ("dates/1", _("On a list of dates (fill in the others under “Also on”)")),
    ("daily/1", _("Every day")),
]


class EventPageForm(WagtailAdminPageForm):
    """Wagtail's form for the page, with the one question "how often" in place of frequency and interval."""

    repeat = forms.ChoiceField(label=_("How often"), choices=REPEATS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from agenda.models.when import EXCEPTIONS
        from agenda.originals import FACTS, original_of

        self.original = original_of(self.instance)
        if self.original is not None:
            # A translation follows: what would be answered here would be gone at the next publication.
            for name in (*FACTS, "repeat"):
                self.fields.pop(name, None)
            for name in (*EXCEPTIONS, "changes"):
                self.formsets.pop(name, None)
        if "repeat" in self.fields:
            current = f"{self.instance.frequency}/{self.instance.interval}"
            known = dict(REPEATS)
            if current not in known:
                label = _("As it is now (once in %(number)s)") % {"number": self.instance.interval}
                self.fields["repeat"].choices = [*REPEATS, (current, label)]
            self.fields["repeat"].initial = current
            self.initial["repeat"] = current

    def clean(self) -> dict[str, Any]:
        """Put "how often" into the page, and refuse changes to times that the series does not have."""
        cleaned = super().clean()
        if cleaned.get("repeat"):
            frequency, interval = cleaned["repeat"].split("/")
            self.instance.frequency, self.instance.interval = frequency, int(interval)
        self._check_changes()
        return cleaned

    def _check_changes(self) -> None:
        rule = self.rule()
        if rule is None:
            return
        today, seen = timezone.localdate(), set()
        for form in self._rows("changes"):
            day = form.cleaned_data.get("day")
            if day in seen:
                form.add_error("day", _("There is another change to this day: put them together."))
            seen.add(day)
            # What is past may be about a rule of before.
            if day and day >= today and not rule.days(day, day):
                form.add_error("day", _("There is nothing on this day in the series, so nothing can change."))

    def _rows(self, name: str) -> list[Any]:
        formset = self.formsets.get(name)
        if formset is None or not formset.is_bound:
            return []
        return [
            form
            for form in formset.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def rule(self) -> Rule | None:
        """Give the rule that the answers make, None where they contradict each other or the first day is missing."""
        values = {name: self.cleaned_data.get(name) for name in WHEN_FIELDS}
        values["frequency"], values["interval"] = self.instance.frequency, self.instance.interval
        if not values["start_date"]:
            return None
        try:
            return build_rule(
                values,
                pauses=[Pause(row["first_day"], row["last_day"]) for row in self._days("pauses", "last_day")],
                skipped=[row["day"] for row in self._days("skipped_dates", "day")],
                extra=[row["day"] for row in self._days("extra_dates", "day")],
            )
        except RuleError:
            return None

    def _days(self, name: str, needed: str) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self._rows(name) if form.cleaned_data.get(needed)]

    def changes(self) -> list[Change]:
        """Give the changes to single times that the answers make."""
        return [
            Change(
                day=row["day"],
                status=Status(row["status"]),
                note=row.get("note") or "",
                place=row.get("place") or "",
                new_day=row.get("new_day"),
                new_start=row.get("new_start_time"),
                new_end=row.get("new_end_time"),
            )
            for row in self._days("changes", "day")
        ]
